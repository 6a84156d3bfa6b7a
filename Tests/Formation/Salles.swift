import Testing
@testable import Formation
@testable import Procedure

/// Letters in turn: chance that is the same each time.
struct Suite: RandomNumberGenerator {
    var etat: UInt64
    mutating func next() -> UInt64 {
        etat = etat &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return etat
    }
}

@Suite("A salle")
struct Salles {
    static let reel = Instant(milliseconds: 1_790_000_000_000)
    static func id(_ rang: Int) -> ExerciceID { ExerciceID(haut: 7, bas: UInt64(rang)) }
    static func pose(_ rang: Int, _ scenario: String? = "S1") -> Pose { Pose(exercice: id(rang), fiche: "odile-vautrin", scenario: scenario) }

    /// A salle of so many places.
    static func salle(_ postes: Int, _ plan: Plan = Plan.Modele.decouverte.plan) throws -> Salle {
        var hasard = Suite(etat: 1)
        var salle = try #require(Salle(.salleOuverte(CodeDeSalle(hasard: &hasard), plan), at: reel))
        for numero in stride(from: 1, through: postes, by: 1) { try Self.fait(&salle, .prendre(numero, CodeDeReprise(hasard: &hasard), pose(numero))) }
        return salle
    }

    /// Does a command, and gives what it left.
    @discardableResult
    static func fait(_ salle: inout Salle, _ commande: CommandeDeSalle, at reel: Instant = reel) throws -> [EvenementDeSalle] {
        let evenements = try salle.decide(commande)
        for evenement in evenements { salle.apply(evenement, at: reel) }
        return evenements
    }

    // MARK: Codes

    @Test("A code is letters in groups, none of which looks like another; case and separators do not count when it is typed")
    func codes() throws {
        var hasard = Suite(etat: 42)
        for _ in 0..<500 {
            let code = CodeDeSalle(hasard: &hasard), reprise = CodeDeReprise(hasard: &hasard)
            #expect(code.description.wholeMatch(of: /[BCDFGHJKLMNPQRSTVWXZ]{3}-[BCDFGHJKLMNPQRSTVWXZ]{3}/) != nil)
            #expect(CodeDeSalle(" " + code.description.lowercased().replacing("-", with: " ")) == code)
            #expect(CodeDeReprise(reprise.description.replacing("-", with: "")) == reprise)
            #expect(CodeDeSalle(reprise.description) == nil && CodeDeReprise(code.description) == nil)
            #expect(!Garde.containsRealNumber(code.description + reprise.description))
        }
        for faux in ["", "BCD-FG", "BCD-FGA", "BCD-FG0", "1850578006084", "BCDFGHJ"] { #expect(CodeDeSalle(faux) == nil) }
    }

    // MARK: Places

    @Test("Places are numbered as they join, and each keeps its code; a number is never taken twice")
    func postes() throws {
        var salle = try Self.salle(3), hasard = Suite(etat: 9)
        #expect(salle.postes.map(\.numero) == [1, 2, 3])
        #expect(Set(salle.postes.map(\.reprise)).count == 3)
        #expect(try Self.fait(&salle, .prendre(2, CodeDeReprise(hasard: &hasard), Self.pose(9))).isEmpty)
        #expect(salle.poste(2)?.pose.exercice == Self.id(2))
    }

    @Test("A salle has room for as many as a trainer can see, and then says so")
    func pleine() throws {
        var salle = try Self.salle(Salle.maximum), hasard = Suite(etat: 9)
        #expect(throws: RefusDeSalle.complete) { try Self.fait(&salle, .prendre(Salle.maximum + 1, CodeDeReprise(hasard: &hasard), Self.pose(999))) }
    }

    @Test("The deck goes round for S1; any other situation has its own person")
    func jeu() throws {
        let salle = try Self.salle(1)
        #expect(Salle.jeu.count >= 5 && Salle.jeu.first == "odile-vautrin")
        #expect((1...40).allSatisfy { salle.distribution($0, "S1").fiche == Salle.jeu[($0 - 1) % Salle.jeu.count] })
        for scenario in Catalogue.scenarios.dropFirst() { #expect(salle.distribution(3, scenario.cle).fiche == scenario.fiche) }
    }

    @Test("Who joins in the middle plays the situation of the step under way")
    func enCours() throws {
        var salle = try Self.salle(1)
        #expect(salle.scenario == "S1")
        try Self.fait(&salle, .commencerEtape(3))
        #expect(salle.scenario == "S13")
    }

    // MARK: What a trainer does

    @Test("Undone, a replacement gives back the exercice that it took away, and leaves what came after it", arguments: [[1], [2], [1, 2], [2, 1]])
    func retour(_ annulees: [Int]) throws {
        var salle = try Self.salle(2)
        try Self.fait(&salle, .tracer(.remise, postes: [1], poses: [Self.pose(11)]))
        try Self.fait(&salle, .tracer(.ficheSuivante, postes: [1, 2], poses: [Self.pose(21), Self.pose(22)]))
        #expect(salle.postes.map(\.pose.exercice) == [Self.id(21), Self.id(22)])
        for numero in annulees { try Self.fait(&salle, .annuler(numero)) }
        let attendu: [Int: [ExerciceID]] = [1: [Self.id(21), Self.id(22)], 2: [Self.id(11), Self.id(2)], 3: [Self.id(1), Self.id(2)]]
        #expect(salle.postes.map(\.pose.exercice) == attendu[annulees.reduce(0, |)])
        // An erasure must reach all of them.
        #expect(Set(salle.exercices) == Set([1, 2, 11, 21, 22].map(Self.id)))
    }

    @Test("An intervention is undone once, and one that was not made cannot be")
    func uneFois() throws {
        var salle = try Self.salle(1)
        try Self.fait(&salle, .tracer(.pause, postes: [1], poses: []))
        #expect(try Self.fait(&salle, .annuler(1)).count == 1)
        #expect(try Self.fait(&salle, .annuler(1)).isEmpty)
        #expect(throws: RefusDeSalle.interventionInconnue) { try Self.fait(&salle, .annuler(2)) }
        #expect(throws: RefusDeSalle.interventionInconnue) { try Self.fait(&salle, .annuler(0)) }
    }

    @Test("Of two trainers who replace the same place at once, one does: what the other had not seen is left alone")
    func aDeux() throws {
        var salle = try Self.salle(3)
        #expect(salle.remplacables([1, 2], depuis: 0) == [1, 2])
        try Self.fait(&salle, .tracer(.remise, postes: [1], poses: [Self.pose(11)]))
        #expect(salle.remplacables([1, 2, 3], depuis: 0) == [2, 3])
        #expect(salle.remplacables([1, 2, 3], depuis: 1) == [1, 2, 3])
        try Self.fait(&salle, .annuler(1))
        #expect(salle.remplacables([1], depuis: 0) == [1])
    }

    @Test("One is on one side of one call, and nobody is their own adviser")
    func jeuDeRole() throws {
        var salle = try Self.salle(4)
        try Self.fait(&salle, .former(usager: 1, conseiller: 2))
        try Self.fait(&salle, .former(usager: 3, conseiller: 4))
        #expect(salle.usager(de: 2) == 1 && salle.usager(de: 4) == 3)
        try Self.fait(&salle, .former(usager: 2, conseiller: 3))
        #expect(salle.conseillers == [2: 3])
        #expect(throws: RefusDeSalle.seul) { try Self.fait(&salle, .former(usager: 1, conseiller: 1)) }
        #expect(throws: RefusDeSalle.posteInconnu) { try Self.fait(&salle, .former(usager: 1, conseiller: 9)) }
        try Self.fait(&salle, .defaire(usager: 2))
        #expect(salle.conseillers.isEmpty)
    }

    // MARK: The timeline

    @Test("Every event says itself in attributes and is read back the same; the salle is their fold")
    func evenements() throws {
        var salle = try Self.salle(0), hasard = Suite(etat: 3), tous: [EvenementDeSalle] = [.salleOuverte(salle.code, salle.plan)]
        func note(_ commande: CommandeDeSalle) throws { tous += try Self.fait(&salle, commande) }
        for numero in 1...3 { try note(.prendre(numero, CodeDeReprise(hasard: &hasard), Self.pose(numero, numero == 2 ? nil : "S4"))) }
        for intervention in Intervention.toutes { try note(.tracer(intervention, postes: [1, 3], poses: intervention.isReplacement ? [Self.pose(31), Self.pose(33)] : [])) }
        try note(.annuler(2)); try note(.changerPlan(Plan.Modele.telephone.plan)); try note(.commencerEtape(2))
        try note(.former(usager: 1, conseiller: 2)); try note(.defaire(usager: 1))
        for evenement in tous { #expect(EvenementDeSalle(nom: evenement.nom, attributs: evenement.attributs) == evenement) }
        #expect(Salle(tous.map { ($0, Self.reel) }) == salle)
        #expect(EvenementDeSalle(nom: "inconnu", attributs: []) == nil)
    }

    @Test("Every button has a name of its own, and is found by it")
    func boutons() {
        #expect(Set(Intervention.toutes.map(\.cle)).count == Intervention.toutes.count)
        for intervention in Intervention.toutes { #expect(Intervention(intervention.cle) == intervention) }
        #expect(Catalogue.scenarios.allSatisfy { Intervention("scenario-" + $0.cle) != nil })
        #expect(Intervention("incident-maintenance") == nil)
    }

    // MARK: The plan

    @Test("The ready-made plans last what they say", arguments: zip(Plan.Modele.allCases, [45, 180, 45]))
    func modeles(_ modele: Plan.Modele, _ minutes: Int) { #expect(modele.plan.minutes == minutes) }

    @Test("A plan that is shortened under the step that is on leaves no step on")
    func planRaccourci() throws {
        var salle = try Self.salle(1)
        try Self.fait(&salle, .commencerEtape(5))
        try Self.fait(&salle, .changerPlan(Plan.Modele.telephone.plan))
        #expect(salle.etape == nil)
        #expect(throws: RefusDeSalle.etapeInconnue) { try Self.fait(&salle, .commencerEtape(5)) }
    }
}

@Suite("Undoing what a button did to an exercice")
struct Retours {
    static let reel = Instant(milliseconds: 1_790_000_000_000)

    @Test("What a button touched becomes what it was before, whatever else was on", arguments: Intervention.toutes.filter { !$0.isReplacement && $0 != .finDePause })
    func retour(_ intervention: Intervention) throws {
        for prealables: [Commande] in [[], [.declarer(Incident(.panne)), .declarer(Incident(.lenteur, fin: Self.reel + 60_000))], [.reglerHorloge(.jour(12)), .donnerIndice(.appeler)]] {
            var exercice = try #require(Exercice(.exerciceCommence(fiche: "odile-vautrin", scenario: "S1", horloge: HeureDeParis.instant(Catalogue.envoi2022, heure: 10)), at: Self.reel))
            func fait(_ commande: Commande) { for evenement in exercice.decide(commande, at: Self.reel).evenements { exercice.apply(evenement, at: Self.reel) } }
            prealables.forEach(fait)
            let avant = exercice
            guard let commande = intervention.commande(at: Self.reel) else { continue }
            fait(commande)
            // A button that changed nothing is not told, so that there is nothing to undo.
            if exercice == avant { continue }
            for commande in intervention.retour(vers: avant, depuis: exercice, at: Self.reel) { fait(commande) }
            #expect(Set(exercice.incidents(at: Self.reel)) == Set(avant.incidents(at: Self.reel)))
            #expect(exercice.now(Self.reel) == avant.now(Self.reel) && exercice.enPause == avant.enPause && exercice.indices == avant.indices)
        }
    }
}

@Suite("Where one stands, for whoever watches")
struct Avancements {
    static let reel = Instant(milliseconds: 1_790_000_000_000)
    static func lu(_ evenements: [(Evenement, Int64)]) throws -> (Avancement, Exercice) {
        var exercice = try #require(Exercice(.exerciceCommence(fiche: "odile-vautrin", scenario: "S1", horloge: HeureDeParis.instant(Catalogue.envoi2022, heure: 10)), at: reel))
        var avancement = Avancement(debut: reel)
        for (evenement, apres) in evenements {
            let avant = exercice
            exercice.apply(evenement, at: reel + apres)
            avancement.apply(evenement, exercice, avant: avant, at: reel + apres)
        }
        return (avancement, exercice)
    }

    @Test("Two refusals in a row ask for a look; one that succeeds ends it")
    func refus() throws {
        let refuse = Evenement.identificationRefusee(.identiteInconnue, champs: [])
        let (un, e1) = try Self.lu([(refuse, 1_000)]), (deux, e2) = try Self.lu([(refuse, 1_000), (refuse, 2_000)])
        #expect(un.aide(e1, at: Self.reel + 3_000) == nil && un.refus == .identiteInconnue)
        #expect(deux.aide(e2, at: Self.reel + 3_000) == .refusRepetes && deux.refusDeSuite == 2)
        let (fini, e3) = try Self.lu([(refuse, 1_000), (refuse, 2_000), (.identificationReussie(beneficiaire: nil), 3_000)])
        #expect(fini.aide(e3, at: Self.reel + 3_000) == nil && fini.refus == nil && fini.depuis == Self.reel + 3_000)
    }

    @Test("Three minutes without doing anything ask for a look, but not in a pause, nor once done; what the room does is not doing")
    func immobile() throws {
        let (seul, e1) = try Self.lu([(.incidentDeclare(Incident(.panne)), 100_000)])
        #expect(seul.aide(e1, at: Self.reel + 179_999) == nil && seul.aide(e1, at: Self.reel + 180_000) == .immobile)
        let (pause, e2) = try Self.lu([(.pauseCommencee, 1_000)])
        #expect(pause.aide(e2, at: Self.reel + 900_000) == nil)
    }
}
