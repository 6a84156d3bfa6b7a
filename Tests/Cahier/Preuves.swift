import Documents
import Foundation
import Testing
@testable import Cahier
@testable import Procedure

@Suite("The justificatif of an exercice")
struct Preuves {
    @Test("Each person of each fiche has its PDF, for each decision")
    func toutes() throws {
        for fiche in Catalogue.fiches {
            let exercice = try #require(Exercice(.exerciceCommence(fiche: fiche.cle, scenario: nil, horloge: fiche.debut(nil)), at: Outils.reel))
            for rang in exercice.personnes {
                for decision in [Decision(.opposition), Decision(.activation), Decision(.cloture), Decision(.cloture, suppression: true)] {
                    let justificatif = Justificatif(reference: Reference("EXERCICE-BCDF-GHJK-LMNP")!, rang: rang, decision: decision, canal: .enLigne, instant: fiche.debut(nil), instantReel: Outils.reel)  // written as references are
                    #expect(try Documents.Justificatif(justificatif, exercice, origin: "http://[::1]:8080").pdf().starts(with: Array("%PDF-1.7".utf8)))
                }
            }
        }
    }
}
