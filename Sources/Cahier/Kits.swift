public import Documents
public import Formation
public import Procedure

extension Kit {
    /// One trainee's place: its number, the code by which it is found again, whom they play and in which situation.
    public struct Poste: Sendable {
        public let numero: Int
        public let reprise: String?
        public let fiche: Procedure.Fiche
        public let scenario: Scenario?

        public init(numero: Int, reprise: String?, fiche: Procedure.Fiche, scenario: Scenario?) {
            (self.numero, self.reprise, self.fiche, self.scenario) = (numero, reprise, fiche, scenario)
        }
    }

    /// The kit of a session.
    /// - Parameters:
    ///   - adresse: where the trainees go; `nil` leaves a line to write it on.
    ///   - code: of the salle; the same.
    ///   - empreinte: of a certificate that browsers do not know.
    ///   - plan: what comes after the situation of the sheets; its answers and paths are for whoever leads.
    public init(adresse: String?, code: String?, empreinte: String? = nil, plan: Formation.Plan, postes: [Poste]) {
        var people: [[String]: Person] = [:], situations: [Situation] = [], fiches: [Fiche] = [], met: Set<String> = []
        func person(_ fiche: Procedure.Fiche, _ scenario: Scenario?) -> Fiche {
            let key = [fiche.cle, scenario?.cle ?? ""]
            let person = people[key] ?? Person(fiche, scenario)
            people[key] = person
            if met.insert(fiche.cle).inserted { fiches.append(person.fiche) }
            if let situation = person.situation, !situations.contains(where: { $0.cle == situation.cle }) { situations.append(situation) }
            return person.fiche
        }
        let places = postes.map { Place(numero: $0.numero, reprise: $0.reprise, situation: $0.scenario?.cle, fiche: person($0.fiche, $0.scenario)) }
        for case .scenario(let cle) in plan.etapes.map(\.activite) {
            if let scenario = Catalogue.scenario(cle), !situations.contains(where: { $0.cle == cle }), let fiche = Catalogue.fiche(scenario.fiche) { _ = person(fiche, scenario) }
        }
        self.init(adresse: adresse, code: code, empreinte: empreinte, plan: Plan(plan), situations: situations, fiches: fiches, places: places)
    }

    /// So many places as a salle deals them: in « S1 » each has their own person as long as there are some; elsewhere, that
    /// of the situation. Several situations are dealt in turn.
    public static func postes(_ nombre: Int, _ scenarios: [Scenario]) -> [Poste] {
        (0..<nombre).compactMap { rang in
            let scenario = scenarios[rang % scenarios.count]
            let cle = scenario.cle == "S1" ? Jeu.Modele.courrier.jeu.carte(rang).fiche : scenario.fiche
            return Catalogue.fiche(cle).map { Poste(numero: rang + 1, reprise: nil, fiche: $0, scenario: scenario) }
        }
    }

    /// Someone in a situation, as they are at its beginning: the words are those of the fiche, the inbox and the debrief.
    private struct Person {
        let fiche: Fiche
        let situation: Situation?

        init(_ fiche: Procedure.Fiche, _ scenario: Scenario?) {
            // By the exercice's own clock: that on the wall has no part in it.
            let reel = Instant(milliseconds: 0)
            let premier = Evenement.exerciceCommence(fiche: fiche.cle, scenario: scenario?.cle, horloge: fiche.debut(scenario))
            guard let exercice = Exercice(premier, at: reel) else { preconditionFailure("A fiche of the catalogue begins an exercice.") }
            self.fiche = Fiche(exercice, at: reel)
            situation = scenario.map { scenario in
                Situation(
                    cle: scenario.cle, titre: scenario.titre, source: scenario.source.enClair,
                    chemin: scenario.parcours.map { $0.enClair(exercice) + ($0.refus == nil ? "" : " (refusé\u{A0}: c’est voulu)") })
            }
        }
    }
}

extension Kit.Plan {
    init(_ plan: Formation.Plan) {
        self.init(
            titre: "\(plan.minutes)\u{A0}minutes en tout. Adaptez les durées à votre salle.",
            etapes: plan.etapes.map { ($0.activite.enClair, $0.minutes) })
    }
}

extension Formation.Plan.Activite {
    fileprivate var enClair: String {
        switch self {
        case .scenario(let cle): "\(cle). \(Catalogue.scenario(cle)?.titre ?? "")"
        case .discussion: "On en parle"
        case .jeuDeRole: "Jeu de rôle à deux\u{A0}: une personne appelle, l’autre répond"
        }
    }
}

extension Documents.Kit.Fiche {
    fileprivate init(_ exercice: Exercice, at reel: Instant) {
        let vue = VueFiche(exercice, at: reel)
        self.init(
            nom: vue.nom, role: vue.role, nir: exercice.fiche.nir.chiffres, dateNaissance: vue.dateNaissance, adresse: vue.contacts.adresse,
            email: vue.contacts.email, telephone: vue.contacts.telephone,
            carte: Kit.Carte(
                modele: vue.typeCarteVitale == .avecPhoto ? .avecPhoto : .sansPhoto, serie: vue.numeroSerie, emetteur: vue.numeroEmetteur,
                legende: vue.legendeDeLaCarte, isAnnotated: !vue.serieALire),
            personnes: vue.personnes.map { Kit.Personne(nom: $0.nom, lien: $0.lien.enClair, dateNaissance: $0.dateNaissance, code: $0.codeProvisoire) },
            courriers: exercice.messages(at: reel).filter { $0.bonneReponse == .vrai }.compactMap { message in
                message.codeProvisoire.map { code in
                    Kit.Courrier(
                        nature: message.canal.enNom, expediteur: message.expediteur, destinataire: vue.destinataire(message.canal),
                        date: message.instant.paris.date.enLettres, objet: message.objet,
                        paragraphes: message.texte.split(separator: "\n").map(String.init), code: code)
                }
            })
    }
}

extension VueFiche {
    /// Where a message goes, a line each.
    fileprivate func destinataire(_ voie: CodeProvisoire.Voie) -> [String] {
        switch voie {
        case .lettre: [nom] + contacts.adresse.split(separator: ", ").map(String.init)
        case .email: [nom, contacts.email ?? ""]
        case .sms: [nom, contacts.telephone ?? ""]
        }
    }
}

extension Salle {
    /// The places that joined, and those that come next, up to so many, each with the code that it has or will have.
    public func postesDuKit(_ count: Int) -> [Kit.Poste] {
        let joined = postes.map { ($0.numero, $0.pose.fiche, $0.pose.scenario) }
        let expected = libres.prefix(max(0, count - postes.count)).map { numero in
            let (fiche, scenario) = distribution(numero, scenario)
            return (numero, fiche, scenario)
        }
        return (joined + expected).sorted { $0.0 < $1.0 }.compactMap { numero, fiche, scenario in
            Catalogue.fiche(fiche).map { Kit.Poste(numero: numero, reprise: reprise(numero)?.description, fiche: $0, scenario: scenario.flatMap(Catalogue.scenario)) }
        }
    }
}
