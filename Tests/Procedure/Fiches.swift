import Testing
@testable import Procedure

@Suite("The catalogue")
struct Fiches {
    @Test("Its keys, numbers and codes are unique, and each is of the fictional shape")
    func formes() {
        let fiches = Catalogue.fiches, codes = fiches.flatMap { [$0.code] + $0.beneficiaires.map(\.code) }.compactMap { $0 }
        #expect(fiches.count >= 12)
        #expect(Set(fiches.map(\.cle)).count == fiches.count && Set(fiches.map(\.nir)).count == fiches.count)
        #expect(Set(codes.map(\.valeur)).count == codes.count)
        for code in codes { #expect(code.valeur.wholeMatch(of: /FICTIF[0-9A-Za-z]{6}/) != nil) }
        for fiche in fiches {
            #expect(fiche.numeroSerie.wholeMatch(of: fiche.typeCarteVitale == .avecPhoto ? /0000000\d{4}/ : /000000\d{4}/) != nil)
            #expect(fiche.numeroEmetteur.wholeMatch(of: /0000000\d{3}/) != nil)
            #expect(fiche.contacts.email?.hasSuffix(".example") != false)
            #expect(fiche.contacts.telephone.map { $0.hasPrefix("01 99 00 ") || $0.hasPrefix("06 39 98 ") } != false)
        }
    }

    @Test("It covers nominal, open, expired code, used code, no contact, a parent with children, a represented adult")
    func situations() {
        let fiches = Catalogue.fiches
        #expect(fiches.contains { $0.profil == .actif } && fiches.contains { $0.profil == .oppose } && fiches.contains { $0.profil == .cloture })
        #expect(fiches.contains { fiche in fiche.code.map { fiche.debut(nil).rangParis - $0.envoi.rang > Faits().validiteDuCode.valeur } == true })
        #expect(fiches.contains { $0.code?.utilise == true })
        #expect(fiches.contains { $0.contacts.email == nil && $0.contacts.telephone == nil && $0.code == nil })
        #expect(fiches.contains { $0.beneficiaires.count { $0.lien == .enfant } >= 2 } && fiches.contains { $0.beneficiaires.contains { $0.lien == .majeurProtege } })
        #expect(fiches.contains { $0.decede } && fiches.contains { !$0.beneficiaires.allSatisfy(\.rattache) })
    }

    @Test("Each scenario has its fiche, begins at 10:00 in Paris, and S1 a Tuesday, seven days after the letter")
    func scenarios() throws {
        for scenario in Catalogue.scenarios {
            let fiche = try #require(Catalogue.fiche(scenario.fiche))
            #expect(fiche.debut(scenario).paris.heure == 10)
        }
        let debut = try #require(Catalogue.fiche("odile-vautrin")).debut(Catalogue.scenario("S1")).paris
        #expect(debut.iso == "2022-02-08T10:00:00+01:00" && debut.date.jourDeLaSemaine == 2)
    }

    @Test("Every event says itself in attributes and is read back the same")
    func evenements() {
        let reference = Exhaustive.reference, instant = HeureDeParis.instant(Catalogue.jour2026, heure: 10)
        var tous: [Evenement] = [
            .exerciceCommence(fiche: "odile-vautrin", scenario: "S1", horloge: instant), .exerciceCommence(fiche: "odile-vautrin", scenario: nil, horloge: instant),
            .sessionExpiree, .courrierEnvoye, .incidentTermine(nil), .messageJuge(message: "faux-carte", .faux), .messageJuge(message: "faux-carte", .vrai),
            .choixRepris, .decisionConfirmee(reference), .horlogeReglee(instant), .identificationRefusee(.saisieInvalide, champs: [.nir, .codeProvisoire]),
        ]
        for qui in [nil, "lila"] { tous += [.demarcheCommencee(beneficiaire: qui), .identificationReussie(beneficiaire: qui), .ouvertureAutomatique(beneficiaire: qui)] }
        for genre in Incident.Genre.allCases {
            tous += [.incidentRencontre(genre), .incidentTermine(genre), .incidentDeclare(Incident(genre)), .incidentDeclare(Incident(genre, fin: instant + 123))]
        }
        tous += [.pauseCommencee, .pauseTerminee] + Indice.allCases.flatMap { [.indiceDonne($0), .indiceRetire($0)] }
        for canal in Canal.allCases { for qui in [nil, "lila"] { tous.append(.codeProvisoireEnvoye(CodeFictif("FICTIFa7Kq2Z")!, canal, beneficiaire: qui)) } }  // written as codes are
        for code in Refus.Code.allCases { tous += [.codeProvisoireRefuse(code, champs: [.canal]),.identificationRefusee(code, champs: []), .choixRefuse(code), .confirmationRefusee(code)] }
        for choix in Choix.allCases { tous += [.choixFait(Decision(choix)), .choixFait(Decision(choix, suppression: true))] }
        for evenement in tous { #expect(Evenement(nom: evenement.nom, attributs: evenement.attributs) == evenement) }
        #expect(Evenement(nom: "inconnu", attributs: []) == nil)
    }
}

/// What is shown of the catalogue is French as it is printed.
@Suite("The words of the catalogue")
struct Mots {
    @Test("No ordinary space stands before « : ; ? ! » nor inside quotes, and apostrophes are curly", arguments: Catalogue.fiches.map(\.role) + Catalogue.scenarios.map(\.titre))
    func typographie(_ texte: String) {
        #expect(texte.firstMatch(of: #/\ [:;?!»]|«\ |'/#) == nil)
    }
}
