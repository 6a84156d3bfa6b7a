public import Documents
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

    /// - Parameters:
    ///   - adresse: where the trainees go; `nil` leaves a line to write it on.
    ///   - code: of the salle; the same.
    ///   - empreinte: of a certificate that browsers do not know.
    public init(adresse: String?, code: String?, empreinte: String? = nil, plan: Plan, postes: [Poste]) {
        // What is held at the beginning of an exercice: the clock on the wall has no part in it.
        let reel = Instant(milliseconds: 0)
        var exercices: [String: (exercice: Exercice, fiche: Documents.Kit.Fiche)] = [:]
        var situations: [Situation] = [], places: [Place] = []
        for poste in postes {
            let cle = "\(poste.fiche.cle) \(poste.scenario?.cle ?? "")"
            if exercices[cle] == nil {
                let premier = Evenement.exerciceCommence(fiche: poste.fiche.cle, scenario: poste.scenario?.cle, horloge: poste.fiche.debut(poste.scenario))
                guard let exercice = Exercice(premier, at: reel) else { preconditionFailure("A fiche of the catalogue begins an exercice.") }
                exercices[cle] = (exercice, Documents.Kit.Fiche(exercice, cle: cle, at: reel))
                if let scenario = poste.scenario, !situations.contains(where: { $0.cle == scenario.cle }) {
                    situations.append(Situation(
                        cle: scenario.cle, titre: scenario.titre, source: scenario.source.enClair,
                        chemin: scenario.parcours.map { $0.enClair(exercice) + ($0.refus == nil ? "" : " (refusé\u{A0}: c’est voulu)") }))
                }
            }
            guard let (_, fiche) = exercices[cle] else { continue }
            places.append(Place(numero: poste.numero, reprise: poste.reprise, situation: poste.scenario?.cle, fiche: fiche))
        }
        self.init(adresse: adresse, code: code, empreinte: empreinte, plan: plan, situations: situations, places: places)
    }

    /// So many places, dealt the situations in turn.
    public static func postes(_ nombre: Int, _ scenarios: [Scenario]) -> [Poste] {
        (0..<nombre).compactMap { rang in
            let scenario = scenarios[rang % scenarios.count]
            return Catalogue.fiche(scenario.fiche).map { Poste(numero: rang + 1, reprise: nil, fiche: $0, scenario: scenario) }
        }
    }
}

extension Kit.Plan {
    /// For a first session without a server's help.
    public static let decouverte = Kit.Plan(titre: "Une découverte en 45\u{A0}minutes, à adapter.", etapes: [
        ("Accueil. Les trois règles de l’affiche, à voix haute.", 5),
        ("La situation S1, montrée à l’écran et commentée.", 5),
        ("Chaque place joue sa situation, feuille en main.", 20),
        ("Tour de table\u{A0}: ce qui a bloqué, ce que dit la source.", 10),
        ("À retenir\u{A0}: garder la preuve, la demander au téléphone, cocher ou non la case de suppression.", 5),
    ])
}

extension Documents.Kit.Fiche {
    /// The same words as the fiche and the inbox of the pages.
    fileprivate init(_ exercice: Exercice, cle: String, at reel: Instant) {
        let fiche = exercice.fiche, vue = VueFiche(exercice, at: reel), drawing = DessinCarte(type: vue.typeCarteVitale, numeroSerie: vue.numeroSerie, numeroEmetteur: vue.numeroEmetteur)
        self.init(
            cle: cle, nom: vue.nom, role: vue.role, nir: fiche.nir.chiffres, dateNaissance: vue.dateNaissance, adresse: vue.contacts.adresse,
            email: vue.contacts.email, telephone: vue.contacts.telephone,
            carte: Kit.Carte(
                modele: vue.typeCarteVitale == .avecPhoto ? .avecPhoto : .sansPhoto, serie: vue.numeroSerie, emetteur: vue.numeroEmetteur,
                legende: drawing.ou),
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
