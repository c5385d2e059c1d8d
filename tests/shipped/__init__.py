"""The shipped case held against the articles, the annotations and its own days."""
