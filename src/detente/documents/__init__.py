"""The user's own files: text out of them, what they say of themselves, and which characters matter.

    document, problems = read(Path("article.pdf"))
    cleaned = clean(document)
    cleaned.original(start, end)        # where a clean span stands in document.text

Everything here treats a file as hostile until proven otherwise: sizes, times and depths are bounded, nothing inside
a file is run, fetched or unpacked unasked, and what goes wrong is a `notation.Problem`, never a traceback.
"""
