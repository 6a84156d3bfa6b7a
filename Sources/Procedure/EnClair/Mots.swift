extension Etape {
    /// What one does there.
    public var enClair: String {
        switch self {
        case .identification: "S’identifier"
        case .choix: "Choisir"
        case .confirmation: "Confirmer"
        case .priseEnCompte: "Garder la preuve"
        }
    }
}

extension Statut {
    public var enClair: String {
        switch self {
        case .source: "sourcé"
        case .reconstitution: "reconstitution"
        case .hypothese: "hypothèse pédagogique"
        case .outil: "propre à l’outil"
        }
    }
}

extension Source {
    /// The name, then the date.
    public var enClair: String { "\(nom), \(date)" }
}

extension CodeProvisoire.Voie {
    /// What arrives that way.
    public var enNom: String {
        switch self {
        case .lettre: "Lettre"
        case .email: "E-mail"
        case .sms: "SMS"
        }
    }
}

extension Jugement {
    public var enClair: String {
        switch self {
        case .vrai: "vrai"
        case .faux: "faux"
        }
    }
}
