import Journal
import Procedure

/// The JSON of an exercice, as the contract gives it.
extension Exercices.Charge {
    var href: String { "/api/exercices/\(id)" }

    func json(at reel: Instant) -> JSON {
        let personnes = exercice.personnes, maintenant = exercice.maintenant(reel)
        return [
            "simulation": true, "id": .string(id.description), "scenario": JSON(exercice.scenario?.cle), "fiche": fiche,
            "horloge": ["instant": .string(maintenant.paris.iso), "jour": JSON(exercice.jour(reel))],
            "profil": profil(exercice.demarche.rang, at: reel),
            "profils": .array(personnes.map { profil($0, at: reel) }),
            "demarche": [
                "etape": .string(exercice.demarche.etape.rawValue), "beneficiaire": JSON(exercice.beneficiaire(exercice.demarche.rang)),
                "choix": JSON(exercice.demarche.decision?.choix.rawValue), "transitions": transitions,
            ],
            "incidents": [],
            "justificatif": exercice.justificatifs.last.map { ["reference": .string($0.reference.description), "href": .string(href($0))] } ?? nil,
            "justificatifs": .array(exercice.justificatifs.map(justificatif)),
        ]
    }

    /// What can be done from here.
    var transitions: JSON {
        .array(exercice.demarche.etape.transitions.map { transition in
            ["nom": .string(transition.nom.rawValue), "methode": "POST", "href": .string(href + "/" + transition.nom.chemin)]
        })
    }

    private func profil(_ rang: Int, at reel: Instant) -> JSON {
        let etat = exercice.profil(rang, at: reel)
        let profil: JSON = ["beneficiaire": JSON(exercice.beneficiaire(rang)), "etat": .string(etat.rawValue)]
        return etat == .cloture ? profil.merging(["suppressionDemandee": .bool(exercice.suppressionDemandee(rang))]) : profil
    }

    private func href(_ justificatif: Justificatif) -> String { "\(href)/justificatif?reference=\(justificatif.reference)" }

    private func justificatif(_ justificatif: Justificatif) -> JSON {
        [
            "reference": .string(justificatif.reference.description), "href": .string(href(justificatif)),
            "beneficiaire": JSON(exercice.beneficiaire(justificatif.rang)), "decision": .string(justificatif.decision.choix.rawValue),
            "suppression": .bool(justificatif.decision.suppression), "instant": .string(justificatif.instant.paris.iso),
        ]
    }

    private var fiche: JSON {
        exercice.fiche.json(code: exercice.code(0)?.valeur) { JSON(exercice.code($0 + 1)?.valeur) }
    }
}

extension Transition.Nom {
    /// The last part of the address that does it.
    var chemin: String {
        switch self {
        case .identifier: "identification"
        case .choisir: "choix"
        case .modifier, .confirmer: "confirmation"
        case .nouvelleDemarche: "demarche"
        case .ouvertureAutomatique: ""
        }
    }
}

extension Fiche {
    /// As the catalogue gives it.
    var json: JSON { json(code: code?.valeur) { JSON(self.beneficiaires[$0].code?.valeur) }.merging(["profil": .string(profil.rawValue)]) }

    /// With the codes that its persons hold: that of the holder, and that of each bénéficiaire by its index.
    fileprivate func json(code: String?, codeDe: (Int) -> JSON) -> JSON {
        [
            "cle": .string(cle), "nom": .string(nom), "role": .string(role), "nir": .string(nir.chiffres), "dateNaissance": .string(dateNaissance.iso),
            "typeCarteVitale": .string(typeCarteVitale.rawValue), "numeroSerie": .string(numeroSerie), "codeProvisoire": JSON(code),
            "email": JSON(contacts.email), "telephone": JSON(contacts.telephone),
            "beneficiaires": .array(beneficiaires.enumerated().map { rang, personne in
                [
                    "cle": .string(personne.cle), "nom": .string(personne.nom), "dateNaissance": .string(personne.dateNaissance.iso),
                    "lien": .string(personne.lien.rawValue), "codeProvisoire": codeDe(rang),
                ]
            }),
        ]
    }
}

extension Scenario {
    var json: JSON { ["cle": .string(cle), "titre": .string(titre), "fiche": .string(fiche)] }
}

/// The timeline, each event at the time of the exercice's own clock.
func chronologie(_ lignes: [Journal.Ligne]) -> JSON {
    guard let premiere = lignes.first, var exercice = Exercice(premiere.evenement, at: premiere.reel) else { return ["simulation": true, "evenements": []] }
    let evenements = lignes.map { ligne -> JSON in
        exercice.apply(ligne.evenement, at: ligne.reel)
        let entete: JSON = [
            "numero": JSON(ligne.numero), "nom": .string(ligne.evenement.nom),
            "instant": .string(exercice.maintenant(ligne.reel).paris.iso), "instantReel": .string(ligne.reel.paris.iso),
        ]
        return entete.merging(.object(ligne.evenement.attributs.map { JSON.Member(name: $0.nom, value: $0.valeur.json) }))
    }
    return ["simulation": true, "evenements": .array(evenements)]
}

extension Attribut.Valeur {
    fileprivate var json: JSON {
        switch self {
        case .texte(let texte): .string(texte)
        case .booleen(let booleen): .bool(booleen)
        case .liste(let liste): .array(liste.map(JSON.string))
        }
    }
}
