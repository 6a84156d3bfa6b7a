import Testing
@testable import Procedure

@Suite("Numbers and instants from outside")
struct Bornes {
    /// Where something goes wrong, if anywhere.
    static let extremes: [Int64] = [.min, .min + 1, -62_167_219_200_001, -1, 0, 1, 999, 4_102_441_199_999, 4_102_441_200_000, 253_402_300_800_000, .max - 1, .max]
    static let fiche = Catalogue.fiches[0]

    static func exercice(_ horloge: Instant, at reel: Instant = Exhaustive.reel) throws -> Exercice {
        try #require(Exercice(.exerciceCommence(fiche: fiche.cle, scenario: nil, horloge: horloge), at: reel))
    }

    @Test("A number is taken within its bounds, in digits, and nothing else is", arguments: [Borne.jour, .avance, .duree, .poste, .etape, .minutes, .intervention, .vu, .pose, .evenement, .dernierEvenement, .revision, .port])
    func lecture(_ borne: Borne) {
        #expect(borne.lue("\(borne.plage.lowerBound)") == borne.plage.lowerBound && borne.lue("\(borne.maximum)") == borne.maximum)
        for faux in ["\(borne.plage.lowerBound - 1)", "\(borne.maximum + 1)", "\(Int.min)", "\(Int.max)", "9223372036854775808", "", " 1", "1.0", "1e1", "0x1", "NaN", "١", "1\u{301}"] {
            #expect(borne.lue(faux) == nil, "\(faux)")
        }
        #expect(!borne.raison.isEmpty)
    }

    @Test("Facts and opening hours keep to their bounds, whatever they are set to", arguments: [Int.min, -1, 100_001, .max])
    func faits(_ valeur: Int) throws {
        var faits = Faits()
        faits.delai.valeur = valeur
        faits.attenteSimulee.valeur = valeur
        #expect((0...100_000).contains(faits.delai.valeur) && (0...100_000).contains(faits.attenteSimulee.valeur))
        faits.horairesDuTelephone.valeur = Horaires(jours: min(0, valeur)...max(9, valeur), de: valeur, a: valeur)
        let horaires = faits.horairesDuTelephone.valeur
        #expect(horaires.jours == 1...7 && horaires.de <= horaires.a && !horaires.enClair.isEmpty)
        #expect(Horaires(jours: 9...9, de: 60, a: 30) == Horaires(jours: 7...7, de: 60, a: 60))
        let exercice = try #require(Exercice(.exerciceCommence(fiche: Self.fiche.cle, scenario: nil, horloge: Self.fiche.debut(nil)), at: Exhaustive.reel, faits: Faits.Partages(faits)))
        #expect(exercice != (try Self.exercice(Self.fiche.debut(nil))) && exercice.dernierJour >= Self.fiche.envoi)
    }

    @Test("The years of an exercice are 2000 to 2099 in Paris, and the wall's 1970 to 2199")
    func annees() throws {
        let premier = try #require(DateCivile(annee: Borne.annee.plage.lowerBound, mois: 1, jour: 1))
        #expect(Instant.annees.lowerBound == HeureDeParis.instant(premier, heure: 0))
        #expect(Instant.annees.upperBound + 1 == HeureDeParis.instant(try #require(DateCivile(annee: Borne.annee.maximum + 1, mois: 1, jour: 1)), heure: 0))
        #expect(Instant.mur.lowerBound.iso == "1970-01-01T00:00:00.000Z" && Instant.mur.upperBound.iso == "2199-12-31T23:59:59.999Z")
    }

    @Test("Instants and dates are total: whatever the number, there is a date of four digits, and arithmetic saturates")
    func totalite() {
        for un in Self.extremes {
            let instant = Instant(milliseconds: un)
            #expect(instant.iso.utf8.count == 24 && instant.paris.iso.utf8.count == 25 && (1...7).contains(instant.paris.date.jourDeLaSemaine))
            #expect(DateCivile(iso: DateCivile(rang: Int(un)).iso) != nil && Instant.annees.contains(instant.clamped(to: Instant.annees)))
            _ = (instant.rangParis, instant.aLaSeconde)
            for autre in Self.extremes {
                let ecart = instant - Instant(milliseconds: autre), somme = instant + autre
                #expect((ecart < 0) == (un < autre) && (autre < 0 ? somme <= instant : somme >= instant))
                let date = DateCivile(rang: Int(un))
                #expect(DateCivile(iso: date.plus(jours: Int(autre)).iso) != nil && DateCivile(iso: date.plus(mois: Int(autre)).iso) != nil)
                #expect((autre < 0 ? date.plus(jours: Int(autre)) <= date : date.plus(jours: Int(autre)) >= date))
            }
        }
        #expect(DateCivile(rang: .min).iso == "0000-01-01" && DateCivile(rang: .max).iso == "9999-12-31")
        #expect(Instant(milliseconds: -1).aLaSeconde.milliseconds == -1000 && Instant(milliseconds: 1999).aLaSeconde.milliseconds == 1000)
    }

    @Test("A clock that would be set out of its years stays where it was, and says so; nothing is told")
    func horlogeBornee() throws {
        let exercice = try Self.exercice(Self.fiche.debut(nil))
        let fautes: [Commande.Reglage] = [
            .jour(.min), .jour(.max), .jour(-10_000), .jour(40_000), .avance(jours: .min), .avance(jours: .max), .avance(jours: -10_000),
            .instant(Instant(milliseconds: .min)), .instant(Instant(milliseconds: .max)), .instant(Instant.annees.lowerBound + -1), .instant(Instant.annees.upperBound + 1),
        ]
        for faute in fautes {
            let verdict = exercice.decide(.reglerHorloge(faute), at: Exhaustive.reel)
            #expect(verdict.evenements.isEmpty && verdict.refus == .saisie(SaisieInvalide(faute.champ, .horsBornes)), "\(faute)")
        }
        for juste: Commande.Reglage in [.instant(Instant.annees.lowerBound), .instant(Instant.annees.upperBound), .jour(0), .jour(10_000), .avance(jours: -8_000)] {
            #expect(exercice.decide(.reglerHorloge(juste), at: Exhaustive.reel).refus == nil, "\(juste)")
        }
    }

    @Test("Seventy-four steps back of ten thousand days, or three hundred forward: refused at the edge, and each one after it")
    func pasAPas() throws {
        for jours in [-10_000, 10_000] {
            var exercice = try Self.exercice(Self.fiche.debut(nil)), refus = 0
            for _ in 0..<300 {
                let verdict = exercice.decide(.reglerHorloge(.avance(jours: jours)), at: Exhaustive.reel)
                for evenement in verdict.evenements {
                    #expect(evenement.isReadable)
                    exercice.apply(evenement, at: Exhaustive.reel)
                }
                refus += verdict.refus == nil ? 0 : 1
            }
            #expect(refus > 290)
        }
    }

    @Test("The clock stops at the ends of its years, however far the clock on the wall jumps; all can still be read and done")
    func murQuiSaute() throws {
        for debut in [Instant.annees.lowerBound, Self.fiche.debut(nil), Instant.annees.upperBound.aLaSeconde] {
            for depuis in Self.extremes.map(Instant.init) {
                for un in Self.extremes {
                    let reel = Instant(milliseconds: un)
                    var exercice = try Self.exercice(debut, at: depuis)
                    #expect(Instant.annees.contains(exercice.now(reel)))
                    _ = (exercice.jour(reel), exercice.messages(at: reel), exercice.incidents(at: reel), exercice.donnees(0, at: reel))
                    for commande in Hasard.commandes(Self.fiche) {
                        let verdict = exercice.decide(commande, at: reel)
                        for evenement in verdict.evenements {
                            #expect(evenement.isReadable, "\(evenement)")
                            exercice.apply(evenement, at: reel)
                        }
                    }
                }
            }
        }
    }

    @Test("The end of an incident is an instant that can be read back, or it is refused")
    func fin() throws {
        let exercice = try Self.exercice(Self.fiche.debut(nil))
        for un in Self.extremes {
            let incident = Incident(.panne, fin: Instant(milliseconds: un)), verdict = exercice.decide(.declarer(incident), at: Exhaustive.reel)
            #expect((verdict.refus == nil) == Evenement.incidentDeclare(incident).isReadable)
            #expect(verdict.refus == nil || verdict.refus == .saisie(SaisieInvalide(.fin, .horsBornes)))
        }
        var ouvert = exercice
        ouvert.apply(.incidentDeclare(Incident(.panne, fin: Instant.mur.upperBound)), at: Exhaustive.reel)
        for un in Self.extremes { _ = ouvert.obstacle(.confirmation, lecture: false, at: Instant(milliseconds: un)) }
    }

    // MARK: Events

    @Test("Every event that the procedure can leave reads back as what it is")
    func relus() throws {
        let decisions = Choix.allCases.flatMap { choix in [true, false].map { Decision(choix, suppression: $0) } }
        let personnes = [nil] + Catalogue.fiches.flatMap { $0.beneficiaires.map { Optional($0.cle) } }
        var hasard = Graine(state: 5)
        let reference = Reference(hasard: &hasard), code = CodeFictif(hasard: &hasard)
        let horloges = [Instant.annees.lowerBound, Instant.annees.upperBound.aLaSeconde]
            + (0..<500).map { _ in Instant(milliseconds: Int64.random(in: Instant.annees.lowerBound.milliseconds...Instant.annees.upperBound.milliseconds, using: &hasard)).aLaSeconde }
        let fins = [nil, Instant.mur.lowerBound, Instant.mur.upperBound]
            + (0..<500).map { _ in Instant(milliseconds: Int64.random(in: Instant.mur.lowerBound.milliseconds...Instant.mur.upperBound.milliseconds, using: &hasard)) }
        var tous: [Evenement] = [.choixRepris, .sessionExpiree, .courrierEnvoye, .pauseCommencee, .pauseTerminee, .incidentTermine(nil), .decisionConfirmee(reference)]
        tous += Catalogue.fiches.flatMap { fiche in [nil, "S1"].map { .exerciceCommence(fiche: fiche.cle, scenario: $0, horloge: fiche.debut(nil)) } }
        tous += horloges.flatMap { [.horlogeReglee($0), .exerciceCommence(fiche: Self.fiche.cle, scenario: "S1", horloge: $0)] }
        tous += personnes.flatMap { [.demarcheCommencee(beneficiaire: $0), .identificationReussie(beneficiaire: $0), .ouvertureAutomatique(beneficiaire: $0)] }
        tous += Refus.Code.allCases.flatMap { motif in
            [[], Champ.allCases].flatMap { [.identificationRefusee(motif, champs: $0), .codeProvisoireRefuse(motif, champs: $0)] } + [.choixRefuse(motif), .confirmationRefusee(motif)]
        }
        tous += decisions.map { .choixFait($0) } + Indice.allCases.flatMap { [.indiceDonne($0), .indiceRetire($0)] }
        tous += Incident.Genre.allCases.flatMap { genre in [.incidentRencontre(genre), .incidentTermine(genre)] + fins.map { .incidentDeclare(Incident(genre, fin: $0)) } }
        tous += Canal.allCases.flatMap { canal in personnes.map { .codeProvisoireEnvoye(code, canal, beneficiaire: $0) } }
        tous += Jugement.allCases.flatMap { jugement in [reference.description, code.description].map { .messageJuge(message: $0, jugement) } }
        tous += ([.commence(aDeux: true), .commence(aDeux: false), .decroche, .justificatifDemande(reference), .raccroche] as [Appel.Evenement]).map { .appel($0) }
        tous += EtapeAppel.allCases.flatMap { etape in [.appel(.reponse(etape)), .appel(.passe(etape))] + Refus.Code.allCases.map { .appel(.reponseRefusee(etape, $0)) } }
        tous += Refus.Code.allCases.map { .appel(.refuse($0)) } + decisions.map { .appel(.enregistre($0)) }
        tous += Choix.allCases.flatMap { choix in personnes.map { .appel(.demande(choix, beneficiaire: $0)) } }
        for evenement in tous { #expect(evenement.isReadable, "\(evenement)") }
    }

    @Test("An event whose instant is beyond the years, or has milliseconds that are not told, does not read back, and is no event")
    func illisibles() {
        for instant in [Instant.annees.lowerBound + -1000, Instant.annees.upperBound + 1, Instant.annees.lowerBound + 250] + [Int64.min, .max].map(Instant.init) {
            #expect(!Evenement.horlogeReglee(instant).isReadable && !Evenement.exerciceCommence(fiche: Self.fiche.cle, scenario: nil, horloge: instant).isReadable)
        }
        for texte in ["1999-12-31T23:59:59+01:00", "2100-01-01T00:00:00+01:00", "0000-01-01T00:00:00+00:00", "9999-12-31T23:59:59Z", "10245-01-01T10:00:00+01:00", "", "x"] {
            let attributs = [Attribut("horloge", .texte(texte)), Attribut("fiche", .texte(Self.fiche.cle))]
            #expect(Evenement(nom: "horlogeReglee", attributs: attributs) == nil && Evenement(nom: "exerciceCommence", attributs: attributs) == nil, "\(texte)")
        }
        for fin: Attribut.Valeur in [.texte("1969-12-31T23:59:59Z"), .texte("2200-01-01T00:00:00Z"), .texte("x"), .booleen(true), .liste([])] {
            #expect(Evenement(nom: "incidentDeclare", attributs: [Attribut("incident", .texte("panne")), Attribut("fin", fin)]) == nil, "\(fin)")
        }
    }

    @Test("Whatever stands in a stored event, it is read or it is not: nothing traps, and what is read reads back")
    func attributsAuHasard() {
        var hasard = Graine(state: 16)
        let noms = ["fiche", "scenario", "horloge", "beneficiaire", "motif", "champs", "choix", "suppression", "reference", "incident", "fin", "codeProvisoire", "canal", "message", "jugement", "indice", "question", "aDeux"]
        let textes = ["", "\(Int.min)", "\(Int.max)", "9999-12-31T23:59:59.999+23:59", "0000-01-01T00:00:00-23:59", "2022-02-08T10:00:00+01:00", "2022-02-08T10:00:00.25Z", "panne", "opposition", "sms", "vrai", "nir", "FICTIFa7Kq2Z", "EXERCICE-BCDF-GHJK-LMNP", "\u{0}", "e\u{301}\u{301}\u{301}"]
        let evenements = Self.noms
        for _ in 0..<20_000 {
            let attributs = (0..<Int(hasard.next() % 6)).map { _ in
                let texte = textes[Int(hasard.next() % UInt64(textes.count))]
                let valeur: Attribut.Valeur = switch hasard.next() % 8 { case 0: .booleen(true); case 1: .liste([texte]); default: .texte(texte) }
                return Attribut(noms[Int(hasard.next() % UInt64(noms.count))], valeur)
            }
            if let lu = Evenement(nom: evenements[Int(hasard.next() % UInt64(evenements.count))], attributs: attributs), case .horlogeReglee(let instant) = lu {
                #expect(Instant.annees.contains(instant))
            }
        }
    }

    /// Those of every event, and some of none.
    static let noms = [
        "exerciceCommence", "demarcheCommencee", "identificationRefusee", "identificationReussie", "choixRefuse", "choixFait", "choixRepris", "confirmationRefusee",
        "decisionConfirmee", "ouvertureAutomatique", "horlogeReglee", "sessionExpiree", "incidentRencontre", "incidentDeclare", "incidentTermine", "codeProvisoireRefuse",
        "codeProvisoireEnvoye", "courrierEnvoye", "messageJuge", "pauseCommencee", "pauseTerminee", "indiceDonne", "indiceRetire", "appelCommence", "appelDecroche",
        "appelDemande", "appelReponse", "appelReponseRefusee", "appelPasse", "appelRefuse", "appelEnregistre", "justificatifDemande", "appelRaccroche", "", "x",
    ]
}
