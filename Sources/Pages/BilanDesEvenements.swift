import Markup
import Procedure

extension PageBilan {
    /// The debrief of a whole timeline.
    /// - Returns: `nil` when it does not begin an exercice.
    init?(_ evenements: [(evenement: Evenement, reel: Instant)], contexte: Contexte) {
        guard let premier = evenements.first, var exercice = Exercice(premier.evenement, at: premier.reel) else { return nil }
        var lignes: [Ligne] = [], rencontres: [Piege] = [], restants = Piege.tous(exercice.faits)
        for (rang, (evenement, reel)) in evenements.enumerated() {
            if rang > 0 { exercice.apply(evenement, at: reel) }
            let nouveaux = restants.filter { $0.signe(evenement, exercice) }
            restants.removeAll { $0.signe(evenement, exercice) }
            rencontres += nouveaux
            let heure = exercice.now(reel).paris
            let (texte, nature) = evenement.correction(dans: exercice, at: reel)
            lignes.append(Ligne(instant: heure.iso, heure: heure.heureEnLettres, texte: texte, nature: nature, pieges: nouveaux.filter { !$0.isEntrance }.map(\.titre)))
            lignes[0].pieges += nouveaux.filter(\.isEntrance).map(\.titre)
        }
        // What was never judged is not given away.
        let messages = exercice.messages(at: evenements[evenements.count - 1].reel).compactMap { message in exercice.jugements[message.cle].map { (message, $0) } }
        self.init(
            contexte: contexte, situation: exercice.scenario, chemin: CheminAttendu(evenements.map(\.evenement), exercice), pieges: rencontres,
            messages: messages, lignes: lignes, appreciation: Self.appreciation(evenements.map(\.evenement), rencontres.count))
    }

    private static func appreciation(_ evenements: [Evenement], _ pieges: Int) -> String {
        let decisions = evenements.count {
            switch $0 {
            case .decisionConfirmee, .appel(.enregistre): true
            default: false
            }
        }
        return switch (decisions, pieges) {
        case (0, 0): "L’exercice est commencé. Aucune décision n’est encore confirmée."
        case (0, _): "Aucune décision n’est encore confirmée. Lisez ce que les pièges apprennent, puis reprenez."
        case (_, 0): "Très bien : la démarche est faite, sans tomber dans un piège."
        case (_, 1): "La démarche est faite. Il y avait un piège sur le chemin : lisez la remarque."
        default: "La démarche est faite. Il y avait \(pieges) pièges sur le chemin : lisez les remarques."
        }
    }
}

extension Evenement {
    /// What happened, in words, and the remark that goes with it. It knows no typed value: events carry none.
    fileprivate func correction(dans exercice: Exercice, at reel: Instant) -> (texte: String, nature: PageBilan.Ligne.Nature) {
        switch self {
        case .exerciceCommence: ("L’exercice commence.", .neutre)
        case .demarcheCommencee: ("Une démarche commence, pour \(exercice.nom(exercice.demarche.rang)).", .neutre)
        case .identificationRefusee(let motif, let champs): ("Identification refusée. \(motif.bilan(champs))", .refus)
        case .identificationReussie: ("Identification réussie, pour \(exercice.nom(exercice.demarche.rang)).", .neutre)
        case .choixRefuse(let motif):
            (motif == .saisieInvalide ? "« \(exercice.faits.continuer.valeur) » sans avoir choisi." : motif.message, .refus)
        case .choixFait(let decision): ("Choix : « \(exercice.faits.libelle(decision.choix)) »\(decision.suppression ? ", avec la suppression des données" : "").", .neutre)
        case .choixRepris: ("Retour au choix.", .neutre)
        case .confirmationRefusee(let motif): (motif.message, .refus)
        case .decisionConfirmee(let reference): ("Décision confirmée. Justificatif \(reference).", .reussite)
        case .ouvertureAutomatique: ("Le délai de \(exercice.faits.delai.enClair) est passé : l’espace s’est ouvert tout seul.", .neutre)
        case .appel(let evenement): evenement.correction(dans: exercice, at: reel)
        case .horlogeReglee(let instant): ("La date de l’exercice change : \(instant.paris.enLettres).", .neutre)
        case .sessionExpiree: (Refus.Code.sessionExpiree.message, .refus)
        case .incidentRencontre(let genre): ("\(Refus.Code.serviceIndisponible.message) (\(genre.enClair)).", .refus)
        case .incidentDeclare(let incident): ("Un incident commence : \(incident.genre.enClair).", .neutre)
        case .incidentTermine(let genre): (genre.map { "Un incident est terminé : \($0.enClair)." } ?? "Les incidents sont terminés.", .neutre)
        case .codeProvisoireRefuse(let motif, let champs): ("Code non envoyé. \(motif.bilan(champs))", .refus)
        case .codeProvisoireEnvoye(_, let canal, let beneficiaire):
            ("Nouveau code demandé \(canal.voie.enClair), pour \(exercice.nom(beneficiaire)). Il remplace l’ancien.", .neutre)
        case .pauseCommencee: ("Pause : on en parle.", .neutre)
        case .pauseTerminee: ("Fin de la pause.", .neutre)
        case .indiceDonne(let indice): ("Le formateur donne un indice. \(indice.enClair(exercice.faits))", .neutre)
        case .indiceRetire: ("Le formateur retire un indice.", .neutre)
        case .courrierEnvoye: ("Une lettre de refus part par la poste.", .refus)
        case .messageJuge(let message, let jugement):
            ("Message jugé \(jugement.enClair)\(exercice.reponse(message) == jugement ? ", et il l’est" : " : c’est le contraire").", exercice.reponse(message) == jugement ? .neutre : .refus)
        }
    }
}

extension Refus.Code {
    fileprivate func bilan(_ champs: [Champ]) -> String {
        switch self {
        case .saisieInvalide: "À corriger : \(champs.compactMap(\.enClair).joined(separator: ", "))."
        case .numeroReelRefuse: "Une saisie a été refusée et oubliée : elle ne venait pas de la fiche."
        default: message
        }
    }
}

extension Champ {
    /// The field, as the form names it.
    fileprivate var enClair: String? {
        switch self {
        case .codeProvisoire: "code provisoire"
        case .nir: "numéro de sécurité sociale"
        case .typeCarteVitale: "modèle de carte"
        case .numeroSerie: "numéro de série"
        case .dateNaissance: "date de naissance"
        case .canal: "envoi du code"
        case .certification: "certification"
        case .beneficiaire: "personne représentée"
        default: nil
        }
    }
}

extension Incident.Genre {
    /// As one says it.
    var enClair: String {
        switch self {
        case .maintenance: "maintenance"
        case .panne: "panne"
        case .sessionExpiree: "session expirée"
        case .coordonneesInconnues: "coordonnées inconnues"
        case .lenteur: "lenteur"
        case .courrierPerdu: "courrier perdu"
        case .departementNonConcerne: "département pas encore concerné"
        case .serieIllisible: "numéro de série illisible"
        case .telephoneEnPanne: "téléphone en panne"
        }
    }
}
