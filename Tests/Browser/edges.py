"""Values at the edge of what a field can hold, each by a name, so that a failure can be told in a word."""

import json

INTEGERS = sorted({sign * (1 << bits) + near for bits in (7, 8, 15, 16, 31, 32, 53, 63, 64, 128) for sign in (1, -1) for near in (-1, 0, 1)}
                  | {0, 1, -1, 2, 41, 42, 43, 200, 250, 251, 999, 1_000, 5_000, 9_999, 10_000, 10_001, -9_999, -10_000, -10_001, 99_999, 999_999, 1_000_000})
NUMBERS = ["-0", "00", "01", "+1", "0.0", "-0.0", "1.", ".5", "1e0", "1e308", "-1e308", "1e309", "1e-400", "1E+2", "1e999999999", "0x10", "0b1",
           "1_000", "1,5", "NaN", "-NaN",
           "nan(0x1)", "Infinity", "-Infinity", "inf", "9" * 40, "9" * 400, "0." + "9" * 400, "١٢", "１２", "²", "½", "1 2"]
YEARS = ["0000", "0001", "1582", "1900", "1969", "1970", "1999", "2000", "2021", "2026", "2038", "2099", "2100", "9999", "10000", "-0001", "-2000",
         "+12345", "+2026", "292277026596"]
DATES = [f"{year}{rest}" for year in YEARS for rest in ("-01-01", "-12-31T23:59:59Z", "-03-27T02:30:00+01:00")] + [f"31/12/{year}" for year in YEARS] + [
    "2026-02-29", "2024-02-29", "2026-13-01", "2026-00-00", "2026-06-31", "0/0/0000", "29/02/1900", "14/03/58", "2022-03-27T01:59:59.999999999Z",
    "2022-10-30T02:30:00",
    "2026-01-01T24:00:00Z", "2026-01-01T23:59:60Z", "2026-01-01T00:00:00+99:99", "2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00+24:00",
    "2026-W01-1", "2026-001",
    "2000-01-01T00:00:00+14:00", "2099-12-31T23:59:59-12:00", "1999-12-31T23:59:59Z", "2099-12-31T22:59:59Z", "2099-12-31T23:00:00Z", "now",
    "2026-01-01t00:00:00z"]
DURATIONS = ["P1D", "-P1D", "P0D", "-P0D", "P10000D", "-P10000D", "P10001D", "-P10001D", "P9223372036854775807D", "-P9223372036854775808D",
             "P18446744073709551615D",
             "PT0S", "PT1S", "-PT1S", "PT9999999S", "PT8640000S", "PT8640001S", "PT99999H", "PT999999M", "P999DT9999H999999M9999999S", "P1Y", "P1M",
             "P1W", "P", "PT", "P1", "P-1D",
             "--P1D", "P+1D", "P1DT", "P1.5D", "P1D ", "p1d", "R5/P1D", "P" + "0" * 400 + "1D", "P" + "9" * 400 + "D", "P１D"]
# As much as a body may hold: each mark has to find its place among all before it.
COMBINING = ["e" + "\u0301" * 7_900, "1" + "\u0335\u0489" * 3_900]
TEXTS = ["", " ", "\t", "\n", "\r\n", "\0", "a\0b", "\x01\x1b[31m\x7f", "\x85\u2028\u2029", "é" * 4_000, *COMBINING,
         "\u202e9 58\u202c", "שלום عليكم", "👩‍👩‍👧‍👦🏳️‍🌈" * 40, "\ufdfa" * 2_600, "\u1100\u1161\u11a8" * 800, "\ufeff", "\u200b", "\ufffe\uffff",
         "\U0010ffff", "Ⅷ①⑨㉈", "x" * 16_000, "=&" * 5_000,
         "true", "null", "undefined", "on", "off", "[]", "{}", "../../etc/passwd", "%2e%2e%2f", "'; DROP TABLE evenements; --",
         "<script>alert(1)</script><x-edge>", "\"><x-edge>", "${7*7}{{7*7}}%n%s",
         "S1", "S20", "S21", "s1", "odile-vautrin", "oppose", "EXERCICE-AAAA-AAAA-AAAA", "FICTIF", "FICTIFa7Kq2Z", "FICTIF" + "z" * 4_000,
         "fictifA7KQ2Z", "AZERTYUIOP12", "00000001234", "8025000002123",
         "9", "95", "958", "9 58 03 00 101 007 24", "958030010100724", "958030010100725", "9 58 20 00 101 007 24", "95803001010072",
         "9580300101007240", "9" * 15, "9 58 03 75 101 007 24",
         "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "FR7630006000011234567890189", "bcdfgh", "bcdfghjk", "b" * 32, "B" * 32, "v" * 33]
# Each is somebody's as far as anyone can tell: the rule of domain.md §10 is that nothing of it comes back.
REAL = ["{0}{1}", "{0}.{1}", "\u200b{0}{1}", "x{0}{1}y", "Code : {0}{1}", "{0}-{1}-"]

JSON_ONLY = {
    "true": "true", "false": "false", "null": "null", "an array": "[]", "an object": "{}", "an array of arrays": "[[[]]]",
    "an array with all": '[1,"a",null,true,{"a":[]}]',
    "a lone surrogate": '"\\ud800"', "a low surrogate": '"\\udc00\\ud800"', "a pair": '"\\ud83d\\ude00"', "an escaped NUL": '"\\u0000"',
    "a raw NUL": '"\0"', "a bad escape": '"\\x41"',
    "depth 15": "[" * 14 + "]" * 14, "depth 17": "[" * 17 + "]" * 17, "depth 5000": "[" * 5_000 + "]" * 5_000, "half a depth": "[" * 8_000,
    "5,000 items": "[" + "0," * 5_000 + "0]",
    "5,000 texts": "[" + '"a",' * 3_000 + '"a"]', "101 members": "{" + ",".join(f'"{n}":0' for n in range(101)) + "}",
    "a name twice": '{"a":1,"a":2}', "300 places": json.dumps(list(range(300))),
    "a place": "[1]", "no place": "[0]", "a place below": "[-1]", "the same place": "[1,1,1]", "a great place": "[999999]",
    "a greater": "[9223372036854775808]", "a clock": '{"jour":0}',
    "a clock too low": '{"jour":-9223372036854775808}', "a clock too high": '{"jour":9223372036854775807}',
    "a clock twice": '{"jour":1,"avance":"P1D"}', "a clock of text": '{"jour":"-10000"}',
    "an advance": '{"avance":"P10000D"}', "a retreat": '{"avance":"-P10000D"}', "an early instant": '{"instant":"2000-01-01T00:00:00+01:00"}',
    "a late instant": '{"instant":"2099-12-31T23:59:59+01:00"}',
    "nothing": "", "half a text": '"a', "UTF-8 cut": '"\udcc3"', "overlong": '"\udcc0\udc80"', "a comment": "/**/1", "a trailing comma": "[1,]"}
FORM_ONLY = {"a bare percent": b"%", "half an escape": b"%4", "no escape": b"%zz", "an old escape": b"%u0041", "an escaped NUL": b"%00",
             "a surrogate": b"%ED%A0%80", "overlong": b"%C0%80", "cut UTF-8": b"%C3",
             "raw UTF-8": "é\u0301".encode() * 4_000, "raw octets": bytes(range(128, 256)), "a raw NUL": b"\0", "plus": b"+++", "a semicolon": b"a;b",
             "an equals": b"a=b=c", "a raw space": b"a b", "high": b"%F4%90%80%80"}


# What is dealt first: where types end, and what was found to hurt.
SHARP = {"a clock too low", "a clock too high", "an advance", "a retreat", "an early instant", "a late instant", "a lone surrogate", "an object",
         "an array", "depth 17", "depth 5000", "a raw NUL",
         "nothing", "a greater", "a place below", "a bare percent", "an escaped NUL", "a surrogate", "cut UTF-8", "true", "null",
         *(str(sign * (1 << bits) + near) for bits in (31, 63, 64) for sign in (1, -1) for near in (-1, 0, 1)), "0", "-1", "10001", "-10001", "1e308",
         "NaN", "-0", "9" * 40, "P10000D", "-P10000D", "P10001D",
         "PT0S", "PT9999999S", "2000-01-01", "9999-12-31T23:59:59Z", "0000-01-01", "0001-01-01", "+12345-01-01", "1999-12-31T23:59:59Z",
         "2099-12-31T23:00:00Z", "", "\0", *COMBINING, "\ufdfa" * 2_600, "9", "9" * 15}


def texts():
    """Every text, by its name."""
    named = {}
    for kind, values in (("integer", map(str, INTEGERS)), ("number", NUMBERS), ("date", DATES), ("duration", DURATIONS), ("text", TEXTS)):
        for value in values:
            shown = value if len(value) <= 40 else f"{value[:12]}… × {len(value)}"
            named[f"{kind} {shown!r}"] = value
    return named


def real_number(chance):
    """The shape of somebody's: 13 digits, or 15 with a key, or of Corsica."""
    body = f"{chance.choice('12')}{chance.randrange(100):02}{chance.randrange(1, 13):02}{chance.choice(['75', '13', '2A', '2B', '59'])}{chance.randrange(1, 900):03}{chance.randrange(1, 999):03}"
    return body + f"{97 - int(body.replace('2A', '19').replace('2B', '18')) % 97:02}" * chance.randrange(2)


HEADERS = {
    "Accept": ["*/*", "", "text/html", "text/html;q=0", "text/event-stream", "text/event-stream;q=0", "application/json;q=1.0001",
               "application/json;q=NaN", "q", ",,,,", "a/b;" * 2_000, "text/html;x=\"a,b\\\"\";q=0.5", "text/*;q=1e308"],
    "Accept-Encoding": ["gzip", "gzip;q=0", "identity;q=0", "*;q=0", "", "gzip;q=1e308", "gzip;q=-1", "gzip;q=NaN", "br, gzip;q=0.001",
                        "gzip;q=0.0000000000001", "x" * 7_000, "gzip," * 1_500],
    "Accept-Language": ["fr", "", "*;q=0", "x-" + "a" * 4_000],
    "If-None-Match": ["*", "\"x\"", "W/\"x\"", "\"", "W/", ",", "\"a\", " * 1_000 + "\"b\"", "x"],
    "If-Match": ["*", "\"x\"", "W/\"x\"", "\"", ",", "x"],
    "If-Range": ["\"x\"", "W/\"x\"", "Thu, 01 Jan 1970 00:00:00 GMT", "x"],
    "Range": ["bytes=0-", "bytes=0-0", "bytes=-1", "bytes=-0", "bytes=1-0", "bytes=0-9223372036854775807", "bytes=9223372036854775807-",
              "bytes=18446744073709551616-", "bytes=-9223372036854775808",
              "bytes=-18446744073709551616", "bytes=" + ",".join(f"{n}-{n}" for n in range(200)), "bytes=" + "0-," * 2_000, "bytes=0-1,0-1,0-1",
              "bytes=1-2,-3,5-", "bytes=", "bytes", "items=0-1", "bytes=a-b", "bytes=0 - 1", "bytes=+1-2"],
    "Last-Event-ID": ["0", "1", "-1", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "NaN", "", "1e3", "x" * 4_000],
    "Content-Type": ["", "application/json", "APPLICATION/JSON", "application/json;charset=utf-16", "application/x-www-form-urlencoded",
                     "application/x-www-form-urlencoded;charset=latin1", "multipart/form-data",
                     "multipart/form-data; boundary=", "multipart/form-data; boundary=\"", "multipart/form-data; boundary=" + "b" * 4_000,
                     "multipart/form-data; boundary=a; boundary=b", "text/plain", "application/pdf", "a", ";;", "application/json, text/html"],
    "Host": ["localhost", "LOCALHOST", "127.0.0.1:65536", "127.0.0.1:0", "127.0.0.1:99999999999999999999", "[::1]", "[::1]:80", "127.1",
             "127.999.0.1", "localhost.", "autre.example", "a@localhost", "[fe80::1%25lo]", "", "x" * 255, "-"],
    "Origin": ["null", "", "http://autre.example", "http://localhost", "https://127.0.0.1", "x", "http://" + "a" * 4_000],
    "Sec-Fetch-Site": ["same-origin", "none", "same-site", "cross-site", "", "x", "SAME-ORIGIN"],
    "Cookie": ["", "exercice", "exercice=", "exercice=x", "exercice=" + "b" * 32, "exercice=" + "b" * 8_000, "a=b; " * 1_000, "exercice=\"x\"",
               "=;=;=", "exercice=;exercice=", "conseiller=bcdfghjk", "conseiller="],
    "Connection": ["close", "keep-alive", "upgrade", "", "x, y, close", "keep-alive, Content-Length"],
    "Expect": ["100-continue", "x"], "Upgrade": ["h2c", "websocket"], "TE": ["trailers"],
    "X-Forwarded-For": ["192.0.2.1", "", "x", "::1, " * 500], "Forwarded": ["for=192.0.2.1", "for=\"[::1]\"", "x"],
    "X-Forwarded-Proto": ["https", "x"], "Via": ["1.1 a"],
    "X-Edge": ["", "\x80\xff", "a" * 8_000, "a\tb", "\"", "(comment"],
}
for _name in ("If-Modified-Since", "If-Unmodified-Since"):
    HEADERS[_name] = ["Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 31 Dec 1969 23:59:59 GMT", "Sat, 01 Jan 0000 00:00:00 GMT",
                      "Fri, 31 Dec 9999 23:59:59 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                      "Sun Nov  6 08:49:37 1994", "Thu, 30 Feb 2026 00:00:00 GMT", "Tue, 19 Jan 2038 03:14:08 GMT", "Mon, 01 Jan 10000 00:00:00 GMT",
                      "Thu, 01 Jan 1970 00:00:60 GMT", "0", "", "x"]
