import Testing
@testable import Cahier
@testable import Site

@Suite("What a failure is answered")
struct Problemes {
    @Test("A server that is full says when to come again")
    func full() { #expect(Problem(Exercices.Failure.full).response.fields.first(.retryAfter) == "60") }
}
