import Markup
import Procedure

private var faits: Faits { .enVigueur }

/// A call as it is shown, on either side of the line.
struct VueAppel: Sendable {
    /// A person for whom one can call: the caller has no key.
    struct Personne: Sendable {
        var cle: String?
        var nom: String
    }

    var etape: EtapeAppel
    var aDeux: Bool
    /// The caller, then the persons they represent.
    var personnes: [Personne]
    /// The rank of the person concerned.
    var rang: Int
    var choix: Choix?
    /// The state of that person's espace.
    var etat: EtatProfil
    /// Why the adviser does not record.
    var motif: Refus.Code?
    var decision: Decision?
    /// The reference of what was recorded, once it was asked for.
    var justificatif: String?

    var personne: String { personnes[rang].nom }
    private var pourSoi: Bool { rang == 0 }

    /// What the adviser says there. The items asked for and their order are the CGU's; the words are ours.
    var replique: String {
        switch etape {
        case .raccroche: "Au revoir."
        case .attente: "Vous êtes au \(faits.telephone.valeur). Tous les conseillers sont occupés. Merci de patienter."
        case .demande: "Bonjour, que puis‑je faire pour vous ?"
        case .certification: "Êtes-vous le représentant légal \(personne.apresDe) ?"
        case .codeProvisoire: pourSoi ? "Quel est votre code confidentiel ?" : "Quel est le code confidentiel \(personne.apresDe) ?"
        case .nir: "Quel est votre numéro de sécurité sociale ?"
        case .numeroSerie: "Quel est le numéro de série de votre carte Vitale ?"
        case .dateNaissance: pourSoi ? "Alors, quelle est votre date de naissance ?" : "Alors, quelle est la date de naissance \(personne.apresDe) ?"
        case .relecture: "J’ai tout. \(demande), pour \(personne). Je l’enregistre ?"
        case .enregistre: justificatif == nil ? "C’est enregistré. Puis‑je faire autre chose pour vous ?" : "Voilà, il est fait. Puis‑je faire autre chose pour vous ?"
        case .refus: refus
        }
    }

    private var demande: String { choix == .cloture ? "Clôture de l’espace" : "Opposition à la création de l’espace" }

    private var refus: String {
        switch motif {
        case .serviceIndisponible: "Le site est en maintenance : moi non plus, je ne peux rien enregistrer. Rappelez dans quelques jours."
        case .representationRequise: "Je ne peux enregistrer que la demande du représentant légal."
        case .parentNonRattache: Refus.Code.parentNonRattache.message
        case .codeExpire: "Ce code a expiré. Je ne peux pas enregistrer avec lui."
        case .codeUtilise: "Ce code a déjà servi. Je ne peux pas enregistrer avec lui."
        case .espaceOuvert: "Le délai est passé, l’espace est ouvert. Je ne peux plus enregistrer d’opposition. Je peux le clôturer."
        case .choixImpossible: "Je regarde : cet espace est \(etat.enClair). Je ne peux pas enregistrer cette demande."
        case .personneDecedee: "Je ne peux rien enregistrer pour cette personne."
        default: "Il me manque un élément. Sans lui, je ne peux pas enregistrer."
        }
    }
}

extension VueAppel {
    init(_ exercice: Exercice, at reel: Instant) {
        let appel = exercice.appel, rang = appel?.rang ?? 0
        self.init(
            etape: appel?.etape(at: reel) ?? .raccroche, aDeux: appel?.aDeux ?? false,
            personnes: exercice.personnes.map { Personne(cle: exercice.beneficiaire($0), nom: exercice.nom($0)) },
            rang: rang, choix: appel?.choix, etat: exercice.profil(rang, at: reel), motif: appel?.motif,
            decision: appel?.enregistrement?.decision, justificatif: appel?.enregistrement?.justificatif?.description)
    }
}

extension EtapeAppel {
    /// The stages of a call, as one goes through them.
    static let moments = ["Attendre", "Demander", "Répondre", "Relire", "Raccrocher"]

    /// Its stage, by rank.
    var moment: Int? {
        switch self {
        case .raccroche: nil
        case .attente: 0
        case .demande: 1
        case .certification, .codeProvisoire, .nir, .numeroSerie, .dateNaissance: 2
        case .relecture: 3
        case .enregistre, .refus: 4
        }
    }
}
