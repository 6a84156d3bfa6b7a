"""What schemathesis cannot write by itself."""

import schemathesis


@schemathesis.serializer("application/pdf")
def pdf(_, value):
    """Any octets: most are no PDF, and the server must tell."""
    return value if isinstance(value, bytes) else str(value).encode()
