import Testing
@testable import Formation
@testable import Procedure

@Suite("A salle")
struct Salles {}
