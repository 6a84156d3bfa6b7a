import Testing
@testable import Procedure

@Suite("The 9-00 rule: no real person, ever")
struct Regle900 {
    static let vrais = ["185057800608436", "1 85 05 78 006 084 36", "2 91 12 2A 123 456 78", "285057800608436", "3850578006084", "1850578006084"]

    static func nir(_ texte: String) -> SaisieIdentification {
        SaisieIdentification(codeProvisoire: "FICTIFa7Kq2Z", nir: texte, typeCarteVitale: "avecPhoto", numeroSerie: "00000001234")
    }
    static func motif(_ saisie: SaisieIdentification, _ champ: Champ) -> ErreurDeSaisie.Motif? { motif(saisie.resultat, champ) }

    static func motif<Demande>(_ resultat: Result<Demande, SaisieInvalide>, _ champ: Champ) -> ErreurDeSaisie.Motif? {
        guard case .failure(let invalide) = resultat else { return nil }
        return invalide.erreurs.first { $0.champ == champ }?.motif
    }

    @Test("The published examples are accepted, in any spacing and any script", arguments: [
        "9 58 03 00 101 007 24", "958030010100724", "9-58.03_00/101 007\u{202F}24", "９５８０３００１０１００７２４", "٩٥٨٠٣٠٠١٠١٠٠٧٢٤",
        "9\u{200B}58\u{AD}03 00 101 007 24", "9 84 11 00 202 014 12", "9 12 07 00 303 021 51", "9 31 02 00 404 035 70", "9 47 09 00 505 042 47",
    ])
    func accepte(_ texte: String) { #expect(Self.motif(Self.nir(texte), .nir) == nil) }

    @Test("Layer 1: what is not the beginning of a 9-00 number is refused, and nothing of it is kept", arguments: vrais + [
        "1", "8", "8580300", "958031", "9 85 05 78 006 084 36", "95803001010072401", "9580300101000", "95813", "95800", "95821", "bonjour", "9A",
        "١٨٥٠٥٧٨٠٠٦٠٨٤٣٦", "①⑧⑤⓪⑤⑦⑧⓪⓪⑥⓪⑧④③⑥",
    ])
    func refuse(_ texte: String) {
        let saisie = Self.nir(texte)
        #expect(Self.motif(saisie, .nir) == .numeroReel)
        #expect(saisie.kept[.nir] == nil)
    }

    @Test("A 9-00 number that is merely too short gets the realistic message and stays in its field")
    func tropCourt() {
        let entier = "958030010100724"
        for longueur in 1..<15 {
            let saisie = Self.nir(String(entier.prefix(longueur)))
            #expect(Self.motif(saisie, .nir) == .longueur)
            #expect(saisie.kept[.nir]?.filter(\.isNumber) == String(entier.prefix(longueur)))
        }
        #expect(Self.motif(Self.nir("  "), .nir) == .requis)
    }

    @Test("Layer 2: of the hundred keys one is right, and the others get the realistic message")
    func cle() {
        let justes = (0..<100).filter { Self.motif(Self.nir("9580300101007" + ($0 < 10 ? "0\($0)" : "\($0)")), .nir) == nil }
        #expect(justes == [24])
        #expect(Self.motif(Self.nir("958030010100725"), .nir) == .format)
    }

    @Test("Layer 2: a pseudo-month is a legitimate number that the form refuses (S15)")
    func pseudoMois() throws {
        let aminata = try #require(Catalogue.fiche("aminata-sorel"))
        #expect(!aminata.nir.hasKnownMonth)
        #expect(Self.motif(Self.nir(aminata.nir.chiffres), .nir) == .format)
    }

    @Test("The months of the shape are those of the rule, of all hundred")
    func mois() {
        let permis = (0..<100).filter { NumeroDeSecuriteSociale.isBeginning(Array(("958" + ($0 < 10 ? "0\($0)" : "\($0)")).utf8)[...]) }
        #expect(permis == Array(1...12) + [20] + Array(30...42) + Array(50...99))
    }

    @Test("What we accept and what the real service accepts are disjoint: no accepted number scans as real")
    func disjoints() {
        for fiche in Catalogue.fiches { #expect(!Garde.containsRealNumber(fiche.nir.chiffres) && !Garde.containsRealNumber(fiche.nir.groupe)) }
    }

    @Test("A real-shaped number is found anywhere in a text, however it is separated", arguments: [
        "mon numéro est 185057800608436", "1 85 05 78 006 084 36", "1/85/05/78/006/084", "1.85-05_78 006\u{00A0}084\u{200D}36", "x185057800608436x",
        "00185057800608436", "2 91 12 2a 123 456", "１８５０５７８００６０８４３６", "9 85 05 78 006 084 36", "1,85,05,78,006,084,36", "958030010100724185057800608436",
    ])
    func trouve(_ texte: String) { #expect(Garde.containsRealNumber(texte)) }

    @Test("An ordinary text, a date, a serial or a 9-00 number is not taken for one", arguments: [
        "", "Salle du mardi, 14 h 30", "00000001234", "0000004127", "14/03/1958", "9 58 03 00 101 007 24", "FICTIFa7Kq2Z", "2022-02-08", "185057800608",
    ])
    func laisse(_ texte: String) { #expect(!Garde.containsRealNumber(texte)) }

    @Test("A code of eight characters or more that does not begin like FICTIF could be somebody's", arguments: [
        ("A7b9C2d4E6f8", ErreurDeSaisie.Motif.numeroReel), ("12345678", .numeroReel), ("A7b9-C2d4", .numeroReel), ("A7b9C2d", .longueur), ("FICTIFa7Kq2", .longueur),
        ("FICTIFa7Kq2Z9", .longueur), ("FICTIF-7Kq2Z", .caracteres), ("FICTIFé7Kq2Z", .caracteres), ("", .requis), ("   ", .requis), ("fictifa7kq", .longueur),
        ("F1CTlFa7Kq", .longueur), ("185057800608", .numeroReel), ("FICTIF1850578006084", .numeroReel),
    ])
    func code(_ texte: String, _ attendu: ErreurDeSaisie.Motif) {
        let saisie = SaisieIdentification(codeProvisoire: texte, nir: nil, typeCarteVitale: nil, numeroSerie: nil)
        #expect(Self.motif(saisie, .codeProvisoire) == attendu)
        #expect((saisie.kept[.codeProvisoire] == nil) == (attendu == .numeroReel))
    }

    @Test("A date is taken as one types it, or as the fiche writes it", arguments: [
        ("14/03/1958", "1958-03-14"), ("14/3/1958", "1958-03-14"), ("14 03 1958", "1958-03-14"), ("14031958", "1958-03-14"), ("1958-03-14", "1958-03-14"),
        ("14 mars 1958", "1958-03-14"), ("1er août 2018", "2018-08-01"), ("1 aout 2018", "2018-08-01"), ("5\u{A0}SEPTEMBRE\u{202F}2018", "2018-09-05"),
        ("14 mars 58", nil), ("14 marsouin 1958", nil), ("31 juin 1958", nil), ("14/13/1958", nil), ("mars 1958", nil), ("14 mars 1958 peut-être", nil), ("1 mars 3000", nil),
    ] as [(String, String?)])
    func date(_ texte: String, _ attendue: String?) {
        let saisie = SaisieCode(nir: nil, dateNaissance: texte, typeCarteVitale: nil, numeroSerie: nil)
        #expect(saisie.kept[.dateNaissance] == attendue.flatMap(DateCivile.init(iso:))?.saisie || attendue == nil)
        #expect((Self.motif(saisie.resultat, .dateNaissance) == nil) == (attendue != nil))
    }

    @Test("A serial is ours, an ordinary mistake, or refused", arguments: [
        ("00000001234", nil), ("0000 0001 234", nil), ("0000004127", .longueur), ("1234567", .longueur), ("14031958", .longueur), ("14/03/1958", .longueur),
        ("958030010100724", .longueur), ("0000000017", .longueur), ("", .requis), ("12AB", .caracteres), ("8025000002123", .numeroReel), ("12345678", .numeroReel),
        ("99031958", .numeroReel), ("1 85 05 78 006 084 36", .numeroReel), ("0000008025000002123", .numeroReel),
    ] as [(String, ErreurDeSaisie.Motif?)])
    func serie(_ texte: String, _ attendu: ErreurDeSaisie.Motif?) {
        let saisie = SaisieIdentification(codeProvisoire: nil, nir: nil, typeCarteVitale: "avecPhoto", numeroSerie: texte)
        #expect(Self.motif(saisie, .numeroSerie) == attendu)
        #expect(saisie.kept[.numeroSerie] == nil || attendu != .numeroReel)
    }

    @Test("Identifiers and references are drawn so that they can never look like a NIR, and read back")
    func identifiants() {
        var hasard = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let id = ExerciceID(hasard: &hasard), reference = Reference(hasard: &hasard)
            #expect(ExerciceID(id.description) == id && Reference(reference.description) == reference)
            #expect((id.description + reference.description).utf8.allSatisfy { !$0.isDigit })
        }
        #expect(ExerciceID("bcdf") == nil && ExerciceID(String(repeating: "z", count: 32)) == nil && ExerciceID(String(repeating: "b", count: 33)) == nil)
        #expect(Reference("exercice bcdf ghjk lmnp")?.description == "EXERCICE-BCDF-GHJK-LMNP" && Reference("EXERCICE-BCDF-GHJK-LMNA") == nil)
    }
}
