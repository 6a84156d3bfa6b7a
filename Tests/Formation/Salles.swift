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
    static func salle(_ postes: Int, _ plan: Plan = Plan.Modele.decouverte.plan, jeu: Jeu = Jeu.Modele.courrier.jeu) throws -> Salle {
        var hasard = Suite(etat: 1)
        let code = CodeDeSalle(hasard: &hasard), reprises = (0..<Salle.maximum).map { _ in CodeDeReprise(hasard: &hasard) }
        var salle = try #require(Salle(.salleOuverte(code, plan, jeu, reprises: reprises), at: reel))
        for numero in stride(from: 1, through: postes, by: 1) { try Self.fait(&salle, .prendre(numero, reprises[numero - 1], pose(numero))) }
        return salle
    }

    /// What a replacement lays: before each of these places, the exercice of that rank.
    static func poses(_ rangs: [Int: Int]) -> [Trace] { rangs.sorted { $0.key < $1.key }.map { Trace($0, .pose(pose($1))) } }

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

    @Test("The deck goes round for S1; any other situation has its own person", arguments: Jeu.Modele.allCases)
    func jeu(_ modele: Jeu.Modele) throws {
        let salle = try Self.salle(1, jeu: modele.jeu), fiches = modele.jeu.fiches
        #expect((1...40).allSatisfy { salle.distribution($0, "S1").fiche == fiches[($0 - 1) % fiches.count] })
        // Whoever cannot go through S1 comes in a situation of their own, or in none.
        for numero in 1...fiches.count {
            let (fiche, scenario) = salle.distribution(numero, "S1")
            #expect(scenario == "S1" || scenario == nil || Catalogue.scenario(scenario ?? "")?.fiche == fiche)
            #expect((scenario == "S1") == Jeu.Modele.courrier.jeu.fiches.contains(fiche))
        }
        for scenario in Catalogue.scenarios.dropFirst() { #expect(salle.distribution(3, scenario.cle).fiche == scenario.fiche) }
    }

    @Test("The ready-made decks are those they say; nobody, a stranger or somebody twice is no deck")
    func jeux() {
        #expect(Jeu.Modele.courrier.jeu.fiches.first == "odile-vautrin" && Jeu.Modele.courrier.jeu.fiches.count >= 5)
        #expect(Jeu.Modele.representants.jeu.fiches.contains("clarisse-aubanel") && Jeu.Modele.espaceOuvert.jeu.fiches.contains("nour-belkhiri"))
        #expect(Jeu.Modele.tous.jeu.fiches == Catalogue.fiches.map(\.cle))
        for faux in [[], ["personne"], ["odile-vautrin", "odile-vautrin"]] { #expect(Jeu(faux) == nil) }
    }

    @Test("The next person is the next of the deck, whatever was played before")
    func suivante() throws {
        let jeu = try #require(Jeu(["nour-belkhiri", "odile-vautrin"]))
        var salle = try Self.salle(3, jeu: jeu)
        #expect(try #require(salle.distribution(.ficheSuivante, 1)) == ("nour-belkhiri", "S9"))
        try Self.fait(&salle, .tracer(.scenario("S4"), [Trace(2, .pose(Pose(exercice: Self.id(12), fiche: "theo-marchandin", scenario: "S4")))], vu: 0))
        #expect(try #require(salle.distribution(.ficheSuivante, 2)) == ("odile-vautrin", "S1"))
    }

    @Test("The code of a place is there before anybody joins it, and stays the same")
    func reprises() throws {
        var salle = try Self.salle(0), hasard = Suite(etat: 5)
        let codes = (1...Salle.maximum).compactMap { salle.reprise($0) }
        #expect(Set(codes).count == Salle.maximum && salle.reprise(0) == nil && salle.reprise(Salle.maximum + 1) == nil)
        try Self.fait(&salle, .prendre(7, codes[6], Self.pose(7)))
        #expect(salle.reprise(7) == codes[6] && salle.libres.prefix(7) == [1, 2, 3, 4, 5, 6, 8])
        // An older salle told a code only to whoever joined.
        var ancienne = try #require(Salle(.salleOuverte(salle.code, salle.plan, salle.jeu, reprises: []), at: Self.reel))
        let code = CodeDeReprise(hasard: &hasard)
        try Self.fait(&ancienne, .prendre(1, code, Self.pose(1)))
        #expect(ancienne.reprise(1) == code && ancienne.reprise(2) == nil)
    }

    @Test("Who joins in the middle plays the situation of the step under way")
    func enCours() throws {
        var salle = try Self.salle(1)
        #expect(salle.scenario == "S1")
        try Self.fait(&salle, .commencerEtape(3, .scenario("S13"), [], vu: 0))
        #expect(salle.scenario == "S13")
    }

    // MARK: What a trainer does

    @Test("Undone, a replacement gives back the exercice that it took away, and leaves what came after it", arguments: [[1], [2], [1, 2], [2, 1]])
    func retour(_ annulees: [Int]) throws {
        var salle = try Self.salle(2)
        try Self.fait(&salle, .tracer(.remise, Self.poses([1: 11]), vu: 0))
        try Self.fait(&salle, .tracer(.ficheSuivante, Self.poses([1: 21, 2: 22]), vu: 1))
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
        try Self.fait(&salle, .tracer(.pause, [Trace(1, .evenement(Self.id(1), numero: 2))], vu: 0))
        #expect(try Self.fait(&salle, .annuler(1)).count == 1)
        #expect(try Self.fait(&salle, .annuler(1)).isEmpty)
        #expect(throws: RefusDeSalle.interventionInconnue) { try Self.fait(&salle, .annuler(2)) }
        #expect(throws: RefusDeSalle.interventionInconnue) { try Self.fait(&salle, .annuler(0)) }
    }

    @Test("Of two trainers who replace the same place at once, one does: what the other had not seen is left alone")
    func aDeux() throws {
        var salle = try Self.salle(3)
        #expect(salle.remplacables([1, 2], depuis: 0) == [1, 2])
        try Self.fait(&salle, .tracer(.remise, Self.poses([1: 11]), vu: 0))
        #expect(salle.remplacables([1, 2, 3], depuis: 0) == [2, 3])
        // Both had begun their exercices: what comes second leaves out the place that the first replaced.
        #expect(try salle.decide(.tracer(.ficheSuivante, Self.poses([1: 21, 2: 22]), vu: 0)) == [.interventionFaite(.ficheSuivante, Self.poses([2: 22]))])
        #expect(try salle.decide(.tracer(.remise, Self.poses([1: 31]), vu: 0)).isEmpty)
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
        var salle = try Self.salle(0), hasard = Suite(etat: 3), tous: [EvenementDeSalle] = [
            .salleOuverte(salle.code, salle.plan, salle.jeu, reprises: (1...Salle.maximum).compactMap { salle.reprise($0) })]
        func note(_ commande: CommandeDeSalle) throws { tous += try Self.fait(&salle, commande) }
        for numero in 1...3 { try note(.prendre(numero, CodeDeReprise(hasard: &hasard), Self.pose(numero, numero == 2 ? nil : "S4"))) }
        for (rang, intervention) in Intervention.toutes.enumerated() {
            let faits = [1, 3].map { Trace($0, .evenement(Self.id($0), numero: rang + 2)) }
            try note(.tracer(intervention, intervention.isReplacement ? Self.poses([1: 1000 + rang, 3: 3000 + rang]) : faits, vu: rang))
        }
        try note(.annuler(2)); try note(.changerPlan(Plan.Modele.telephone.plan)); try note(.commencerEtape(2, .scenario("S6"), Self.poses([1: 61]), vu: 999))
        try note(.former(usager: 1, conseiller: 2)); try note(.defaire(usager: 1))
        for evenement in tous { #expect(EvenementDeSalle(nom: evenement.nom, attributs: evenement.attributs) == evenement) }
        #expect(Salle(tous.map { ($0, Self.reel) }) == salle)
        #expect(EvenementDeSalle(nom: "inconnu", attributs: []) == nil)
    }

    @Test("The journals of before decks, reserved codes and traces are read: what they undo is what they told")
    func anciens() throws {
        let salle = try Self.salle(0), lignes = salle.plan.etapes.map { "\($0.activite.cle):\($0.minutes)" }
        func texte(_ nom: String, _ valeur: String) -> Attribut { Attribut(nom: nom, valeur: .texte(valeur)) }
        func liste(_ nom: String, _ valeurs: [String]) -> Attribut { Attribut(nom: nom, valeur: .liste(valeurs)) }
        #expect(EvenementDeSalle(nom: "salleOuverte", attributs: [texte("code", salle.code.description), liste("plan", lignes)])
            == .salleOuverte(salle.code, salle.plan, Jeu.Modele.courrier.jeu, reprises: []))
        #expect(EvenementDeSalle(nom: "interventionFaite", attributs: [texte("intervention", "pause"), liste("postes", ["1", "3"])])
            == .interventionFaite(.pause, [Trace(1, .oublie), Trace(3, .oublie)]))
        #expect(EvenementDeSalle(nom: "interventionFaite", attributs: [texte("intervention", "remise"), liste("postes", ["2"]), liste("poses", ["\(Self.id(9)) odile-vautrin S1"])])
            == .interventionFaite(.remise, Self.poses([2: 9])))
        for fausse in ["x", "1 pose", "1 evenement 3", "1 autre 2 3"] {
            #expect(EvenementDeSalle(nom: "interventionFaite", attributs: [texte("intervention", "pause"), liste("traces", [fausse])]) == nil)
        }
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
        try Self.fait(&salle, .commencerEtape(5, .discussion, [], vu: 0))
        try Self.fait(&salle, .changerPlan(Plan.Modele.telephone.plan))
        #expect(salle.etape == nil)
        #expect(throws: RefusDeSalle.etapeInconnue) { try Self.fait(&salle, .commencerEtape(5, .discussion, [], vu: 0)) }
    }

    @Test("A step begins together with what is played in it, or not at all: never under a plan that changed, nor over what another trainer has just begun")
    func etapeEntiere() throws {
        var salle = try Self.salle(2)
        #expect(throws: RefusDeSalle.etapeInconnue) { try Self.fait(&salle, .commencerEtape(3, .scenario("S4"), Self.poses([1: 11]), vu: 0)) }
        #expect(try Self.fait(&salle, .commencerEtape(3, .scenario("S13"), Self.poses([1: 11, 2: 12]), vu: 0)).count == 2)
        #expect(salle.etape?.rang == 3 && salle.postes.map(\.pose.exercice) == [Self.id(11), Self.id(12)])
        #expect(try Self.fait(&salle, .commencerEtape(3, .scenario("S13"), Self.poses([1: 21, 2: 22]), vu: 0)).isEmpty)
        #expect(try Self.fait(&salle, .commencerEtape(4, .scenario("S9"), Self.poses([1: 31, 2: 32]), vu: 0)).isEmpty && salle.etape?.rang == 3)
    }

    // MARK: The debrief

    private typealias Ligne = (evenement: Evenement, reel: Instant)
    private static func debut(_ fiche: String = "odile-vautrin", _ scenario: String? = "S1", apres secondes: Int64 = 0) -> Ligne {
        (.exerciceCommence(fiche: fiche, scenario: scenario, horloge: HeureDeParis.instant(Catalogue.envoi2022, heure: 10)), reel + secondes * 1000)
    }

    @Test("Every exercice that a place played counts in the debrief, each with its path; one that was taken away untouched does not, the present one always does")
    func bilan() throws {
        var salle = try Self.salle(1), hasard = Suite(etat: 4)
        try Self.fait(&salle, .tracer(.ficheSuivante, Self.poses([1: 11]), vu: 0), at: Self.reel + 60_000)
        try Self.fait(&salle, .tracer(.ficheSuivante, Self.poses([1: 21]), vu: 1), at: Self.reel + 90_000)
        let joue: [Ligne] = [
            Self.debut(), (.identificationRefusee(.identiteInconnue, champs: []), Self.reel + 10_000), (.identificationReussie(beneficiaire: nil), Self.reel + 20_000),
            (.choixFait(Decision(.opposition)), Self.reel + 30_000), (.decisionConfirmee(Reference(hasard: &hasard)), Self.reel + 40_000),
        ]
        let intouche: [Ligne] = [Self.debut(apres: 60), (.pauseCommencee, Self.reel + 70_000)], present = [Self.debut(apres: 90)]
        let bilan = try #require(BilanDePoste(salle.postes[0], [Self.id(1): joue, Self.id(11): intouche, Self.id(21): present], jusqua: Self.reel + 100_000))
        #expect(bilan.exercices.map(\.preuve) == [.enLigne, .aucune] && bilan.exercices.map(\.pas.faits) == [3, 0])
        let deSalle = BilanDeSalle(code: salle.code, ouverte: Self.reel, instant: Self.reel, postes: [bilan])
        #expect(deSalle.refus.map(\.fois) == [1] && deSalle.termines == (1, 2) && deSalle.preuves(.enLigne) == 1)
        #expect(BilanDePoste(salle.postes[0], [:], jusqua: Self.reel) == nil)
    }

    @Test("An exercice that was taken away and given back counts the time that it was there, and no other")
    func hesitation() throws {
        var salle = try Self.salle(1)
        try Self.fait(&salle, .tracer(.scenario("S9"), Self.poses([1: 11]), vu: 0), at: Self.reel + 10_000)
        try Self.fait(&salle, .annuler(1), at: Self.reel + 610_000)
        let bilan = try #require(BilanDePoste(salle.postes[0], [Self.id(1): [Self.debut()], Self.id(11): [Self.debut("nour-belkhiri", "S9", apres: 10)]], jusqua: Self.reel + 615_000))
        #expect(bilan.exercices.map(\.secondes) == [[.identification: 15]])
        #expect(salle.exercices == [Self.id(1), Self.id(11)])
    }

    @Test("Who listens to the trainer, or waits for a service in maintenance, does not hesitate; a maintenance that ends by itself counts until then alone", arguments: [
        ([(.pauseCommencee, 10), (.pauseTerminee, 70)], 40), ([(.incidentDeclare(Incident(.maintenance)), 10), (.incidentTermine(nil), 70)], 40),
        ([(.incidentDeclare(Incident(.maintenance, fin: Self.reel + 60_000)), 10)], 50), ([(.incidentDeclare(Incident(.maintenance, fin: Self.reel + 600_000)), 10)], 10),
        ([(.incidentDeclare(Incident(.maintenance, fin: Self.reel + 60_000)), 10), (.indiceDonne(.attendre), 30), (.indiceDonne(.appeler), 65)], 50),
        ([(.incidentDeclare(Incident(.panne)), 10)], 100),
    ] as [([(Evenement, Int64)], Int)])
    func attente(_ evenements: [(Evenement, Int64)], _ secondes: Int) throws {
        let salle = try Self.salle(1), lignes = [Self.debut()] + evenements.map { ($0.0, Self.reel + $0.1 * 1000) }
        let bilan = try #require(BilanDePoste(salle.postes[0], [Self.id(1): lignes], jusqua: Self.reel + 100_000))
        #expect(bilan.exercices.map(\.secondes) == [[.identification: secondes]])
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

    @Test("Three minutes without doing anything ask for a look, but not in a pause or an incident, nor once done; what the room does is not doing")
    func immobile() throws {
        let (seul, e1) = try Self.lu([(.indiceDonne(.messagerie), 100_000)])
        #expect(seul.aide(e1, at: Self.reel + 179_999) == nil && seul.aide(e1, at: Self.reel + 180_000) == .immobile)
        let (pause, e2) = try Self.lu([(.pauseCommencee, 1_000)])
        #expect(pause.aide(e2, at: Self.reel + 900_000) == nil)
        let (panne, e3) = try Self.lu([(.incidentDeclare(Incident(.panne)), 1_000)])
        #expect(panne.aide(e3, at: Self.reel + 900_000) == nil)
        // The three minutes begin when one can go on.
        let (repris, e4) = try Self.lu([(.pauseCommencee, 1_000), (.pauseTerminee, 500_000)])
        #expect(repris.aide(e4, at: Self.reel + 679_999) == nil && repris.aide(e4, at: Self.reel + 680_000) == .immobile)
    }
}
