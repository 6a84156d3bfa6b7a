import Glibc

/// The error that the last system call left, in words.
func systemErrorDescription(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }
