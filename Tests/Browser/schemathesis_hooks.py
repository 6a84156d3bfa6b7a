"""What schemathesis cannot write by itself."""

import schemathesis


@schemathesis.serializer("application/pdf")
def pdf(_, value):
    """Any octets: most are no PDF, and the server must tell."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.check
def only_an_incident_makes_the_service_unavailable(_, response, case):
    """In place of `not_a_server_error`: a trouble that the trainee set is answered 503, and says its name."""
    if response.status_code >= 500:
        problem = response.json()
        assert response.status_code == 503 and problem["code"] == "service-indisponible" and problem["incident"], problem
