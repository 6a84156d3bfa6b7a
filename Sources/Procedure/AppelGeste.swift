/// One thing done on the phone, as an expected path tells it.
public enum GesteAppel: Hashable, Sendable {
    case composer, patienter
    case demander(Choix, pour: String? = nil)
    /// Answers that question, as the fiche does.
    case repondre(EtapeAppel)
    case manquer
    case confirmer(suppression: Bool = false)
    case demanderJustificatif, raccrocher

    public var nom: CommandeAppel.Nom {
        switch self {
        case .composer: .composer
        case .patienter: .patienter
        case .demander: .demander
        case .repondre: .repondre
        case .manquer: .manquer
        case .confirmer: .confirmer
        case .demanderJustificatif: .demanderJustificatif
        case .raccrocher: .raccrocher
        }
    }

    /// What the name leaves open.
    var parametres: [Attribut] {
        switch self {
        case .demander(let choix, let pour):
            [Attribut("choix", .texte(choix.rawValue))] + (pour.map { [Attribut("beneficiaire", .texte($0))] } ?? [])
        case .repondre(let question): [Attribut("question", .texte(question.rawValue))]
        case .confirmer(let suppression): [Attribut("suppression", .booleen(suppression))]
        case .composer, .patienter, .manquer, .demanderJustificatif, .raccrocher: []
        }
    }
}

extension Exercice {
    /// The fields that do it, from the fiche as it stands.
    func champs(_ geste: GesteAppel, at reel: Instant) -> [Champ: String] {
        switch geste {
        case .composer, .patienter, .manquer, .demanderJustificatif, .raccrocher: [:]
        case .demander(let choix, let pour): pour.map { [.choix: choix.rawValue, .beneficiaire: $0] } ?? [.choix: choix.rawValue]
        case .confirmer(let suppression): suppression ? [.suppression: "on"] : [:]
        case .repondre(let question):
            switch question.champ {
            case .codeProvisoire?: [.codeProvisoire: code(appel?.rang ?? 0, at: reel)?.valeur ?? ""]
            case .nir?: [.nir: fiche.nir.chiffres]
            case .numeroSerie?: [.numeroSerie: fiche.numeroSerie]
            case .dateNaissance?: [.dateNaissance: fiche.naissance(appel?.rang ?? 0).iso]
            case .certification?: [.certification: "on"]
            default: [:]
            }
        }
    }

    func commande(_ geste: GesteAppel, reference: Reference, at reel: Instant) -> CommandeAppel {
        switch geste {
        case .composer: .composer(.success(false))
        case .patienter: .patienter
        case .demander(let choix, let pour):
            CommandeAppel.Demande(choix, beneficiaire: pour).map { .demander(.success($0)) } ?? .demander(.failure(SaisieInvalide(.choix, .inconnu)))
        case .repondre: .repondre(champs(geste, at: reel).first.flatMap { CommandeAppel.Reponse($0.key, $0.value) })
        case .manquer: .manquer
        case .confirmer(let suppression): .confirmer(.success(suppression))
        case .demanderJustificatif: .demanderJustificatif(reference)
        case .raccrocher: .raccrocher
        }
    }
}
