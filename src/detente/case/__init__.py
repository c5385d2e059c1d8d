"""The case folder as types, and its loader. A case is data; nothing here knows one."""
