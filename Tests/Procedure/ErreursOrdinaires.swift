import Testing
@testable import Procedure

@Suite("An ordinary mistake is never accused")
struct ErreursOrdinaires {
    /// What each field that one types in says of a text, and what it keeps of it.
    static func partout(_ texte: String) -> [(champ: Champ, refus: ErreurDeSaisie.Motif?, garde: String?)] {
        let saisie = SaisieIdentification(codeProvisoire: texte, nir: texte, typeCarteVitale: "avecPhoto", numeroSerie: texte)
        let demande = SaisieCode(nir: "", dateNaissance: texte, typeCarteVitale: "avecPhoto", numeroSerie: "")
        let formulaire = [Champ.codeProvisoire, .nir, .numeroSerie].map { ($0, Regle900.motif(saisie, $0), saisie.kept[$0]) }
            + [(Champ.dateNaissance, Regle900.motif(demande.resultat, .dateNaissance), demande.kept[.dateNaissance])]
        let appel = [Champ.codeProvisoire, .nir, .numeroSerie, .dateNaissance].compactMap { champ -> (Champ, ErreurDeSaisie.Motif?, String?)? in
            guard let reponse = CommandeAppel.Reponse(champ, texte) else { return nil }
            guard case .failure(let invalide) = reponse.resultat else { return (champ, nil, reponse.kept) }
            return (champ, invalide.erreurs.first?.motif, reponse.kept.isEmpty ? nil : reponse.kept)
        }
        return formulaire + appel
    }

    /// What stands on a fiche, as it is written there and as it is typed.
    static func valeurs(_ fiche: Fiche) -> [String] {
        let codes = [fiche.code?.valeur].compactMap(\.self) + fiche.beneficiaires.compactMap { $0.code?.valeur }
        let dates = [fiche.dateNaissance] + fiche.beneficiaires.map(\.dateNaissance)
        return codes + ["FICTIFq7Rt2K", fiche.nir.chiffres, fiche.nir.groupe, fiche.numeroSerie, fiche.numeroEmetteur, fiche.numeroEmetteur + " " + fiche.numeroSerie, fiche.nom]
            + dates.flatMap { date in [date.saisie, date.iso] + DateCivile.ecritures(mois: date.mois).map { "\(date.jour) \($0) \(date.annee)" } }
            + [fiche.contacts.telephone, fiche.contacts.email, fiche.contacts.adresse].compactMap(\.self)
    }

    static func laisse(_ texte: String) {
        for (champ, refus, garde) in partout(texte) {
            #expect(refus != .numeroReel, "\(champ): \(texte)")
            #expect(garde?.isEmpty == false, "\(champ): \(texte)")
        }
    }

    @Test("The values of a fiche, each in each field, alone and with its label: the realistic message, and they stay", arguments: Catalogue.fiches)
    func autreChamp(_ fiche: Fiche) {
        for valeur in Self.valeurs(fiche) {
            Self.laisse(valeur)
            for libelle in ["Code : ", "Code provisoire ", "Numéro de sécurité sociale : ", "N° de série\u{A0}: ", "Numéro de série de la carte\t", "Né le ", "NIR="] { Self.laisse(libelle + valeur) }
        }
    }

    @Test("The number of a fiche with one digit too many, wherever and whichever, or a lost zero, in each field", arguments: Catalogue.fiches)
    func glissements(_ fiche: Fiche) {
        for numero in [fiche.nir.chiffres, fiche.numeroSerie, fiche.numeroEmetteur] {
            for rang in 0...numero.count {
                let index = numero.index(numero.startIndex, offsetBy: rang)
                for chiffre in 0...9 { Self.laisse("\(numero[..<index])\(chiffre)\(numero[index...])") }
                guard rang < numero.count, numero[index] == "0" else { continue }
                Self.laisse(String(numero[..<index] + numero[index...].dropFirst()))
            }
        }
        for longueur in 8..<15 { Self.laisse(String(fiche.nir.chiffres.prefix(longueur))) }
    }

    @Test("Two digits too many, or one digit for another, and it could be somebody's: the number is refused where its shape breaks")
    func pasPlus() {
        for texte in ["15958030010100724", "1958030010100725", "58030010100724", "1858030010100724", "958130010100724 1", "258030010100724"] {
            #expect(Regle900.motif(Regle900.nir(texte), .nir) == .numeroReel, "\(texte)")
        }
    }

    @Test("The message of each field is that of the mistake")
    func messages() {
        func motifs(_ texte: String) -> [ErreurDeSaisie.Motif?] { Self.partout(texte).prefix(4).map(\.refus) }
        // The code, the number, the serial, the date.
        #expect(motifs("FICTIFa7Kq2Z") == [nil, .longueur, .caracteres, .format])
        #expect(motifs("9 58 03 00 101 007 24") == [.longueur, nil, .longueur, .format])
        #expect(motifs("00000001234") == [.longueur, .longueur, nil, .format])
        #expect(motifs("14/03/1958") == [.caracteres, .longueur, .longueur, nil])
        #expect(motifs("Code : FICTIFa7Kq2Z") == [.caracteres, .longueur, .caracteres, .format])
        #expect(motifs("9 58 03 00 101 007 244") == [.longueur, .longueur, .longueur, .format])
        #expect(motifs("95803001010724") == [.longueur, .longueur, .longueur, .format])
    }

    @Test("In the texts of a room a UUID, an IBAN and an instant are known by their own grammar", arguments: [
        "123e4567-e89b-12d3-a456-426614174000", "18505780-0608-4360-8b12-0123456789ac", "FR14 2004 1010 0505 0001 3M02 606", "FR7630006000011234567890189",
        "fr76 3000 6000 0112 3456 7890 189", "DE89370400440532013000", "BE68 5390 0754 7034", "2022-02-08T10:00:00.123456789+01:00", "Compte : FR76 3000 6000 0112 3456 7890 189, merci",
    ])
    func grammaires(_ texte: String) { #expect(Garde.placeOfRealNumber(inText: texte) == nil) }

    @Test("In doubt the stricter reading holds, and says where", arguments: [
        ("185057800608436", 1...15), ("né 1 85 05 78 006 084 36", 4...24), ("18505780-0608-4360-8012-012345678900", 1...17), ("18505780-0608-4910-8b12-0123456789ac", 1...17),
        ("FR76 3000 6000 0112 3456 7890 188", 6...23), ("FR18 5057 8006 0843 6000 0000 000", 3...21), ("2 91 12 2A 123 456 78\u{301}", 1...21), ("x\u{301}\u{301}185057800608436", 4...18),
    ])
    func doutes(_ texte: String, _ place: ClosedRange<Int>) {
        if let trouvee = Garde.placeOfRealNumber(inText: texte) { #expect(trouvee == place) } else { Issue.record("nothing found") }
    }
}
