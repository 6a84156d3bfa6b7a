public import Markup
public import Procedure

extension JSONWriter {
    /// An event as a timeline tells it.
    /// - Parameter instant: by the exercice's own clock, as the event left it.
    public mutating func evenement(_ evenement: Evenement, numero: Int, instant: Instant?, reel: Instant) {
        object { json in
            json.member("numero", numero)
            json.member("nom", evenement.nom)
            json.member("instant", instant?.paris.iso)
            json.member("instantReel", reel.paris.iso)
            for attribut in evenement.attributs { json.member(named: attribut.nom) { $0.valeur(attribut.valeur) } }
        }
    }

    mutating func valeur(_ valeur: Attribut.Valeur) {
        switch valeur {
        case .texte(let texte): string(texte)
        case .booleen(let booleen): bool(booleen)
        case .liste(let liste): array(liste) { $0.string($1) }
        }
    }
}
