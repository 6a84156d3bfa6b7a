import Markup
import Testing
@testable import Pages
@testable import Procedure

/// The pages of the phone and of what goes wrong, in every state that they can show.
extension PagesExemples {
    static func telephone() throws -> [(String, HTML)] {
        var pages: [(String, HTML)] = []
        for cle in ["odile-vautrin", "clarisse-aubanel"] {
            let exercice = try exercice(cle), contexte = Contexte(exercice, at: reel), fiche = VueFiche(exercice, at: reel)
            for vue in try appels(exercice) {
                let nom = "\(cle), \(vue.etape), \(vue.aDeux ? "à deux" : "seul"), \(vue.motif.map { "\($0)" } ?? "")"
                let invitation = vue.aDeux ? PageAppel.Invitation(code: "BCDF-GHJK", adresse: vue.rang == 0 ? nil : "http://192.0.2.1:8080/3422/conseiller") : nil
                pages.append(("appel, \(nom)", PageAppel(contexte: contexte, vue: vue, fiche: fiche, invitation: invitation, suivi: "/3422/suivi?apres=3").html))
                pages.append(("conseiller, \(nom)", PageConseiller(vue: vue, attendu: "FICTIFa7Kq2Z", suivi: "/3422/conseiller/suivi?apres=3").html))
            }
        }
        let odile = try exercice("odile-vautrin"), contexte = Contexte(odile, at: reel), fiche = VueFiche(odile, at: reel)
        let question = VueAppel(etape: .nir, aDeux: false, personnes: [.init(cle: nil, nom: "Odile Vautrin")], rang: 0, etat: .enAttente)
        pages += [
            ("appel, mauvaise réponse", PageAppel(contexte: contexte, vue: question, fiche: fiche, saisie: "9 58", erreurs: [Erreur](.identiteInconnue, question: .nir)).html),
            ("appel fermé", PageAppelFerme(contexte: contexte, motif: .appelHorsHoraires, ouverture: contexte.date).html),
            ("appel en panne", PageAppelFerme(contexte: contexte, motif: .serviceIndisponible).html),
            ("code du conseiller", PageCodeConseiller().html),
            ("code du conseiller, inconnu", PageCodeConseiller(erreurs: [Erreur](.saisie(SaisieInvalide(.code, .inconnu)))).html),
        ]
        return pages
    }

    /// A call in each of its places, as it is shown.
    private static func appels(_ exercice: Exercice) throws -> [VueAppel] {
        let personnes = exercice.personnes.map { VueAppel.Personne(cle: exercice.beneficiaire($0), nom: exercice.nom($0)) }
        let rang = personnes.count - 1
        return EtapeAppel.allCases.flatMap { etape -> [VueAppel] in
            [false, true].flatMap { aDeux -> [VueAppel] in
                let vue = VueAppel(etape: etape, aDeux: aDeux, personnes: personnes, rang: rang, choix: aDeux ? .cloture : .opposition, etat: .oppose)
                switch etape {
                case .refus:
                    return Refus.Code.allCases.map { motif in
                        var vue = vue
                        vue.motif = motif
                        return vue
                    }
                case .enregistre:
                    var remis = vue
                    remis.justificatif = reference().description
                    return [vue, remis]
                default: return [vue]
                }
            }
        }
    }

    static func incidents() throws -> [(String, HTML)] {
        let odile = try exercice("odile-vautrin"), contexte = Contexte(odile, at: reel)
        let champs = [(nom: "nir", valeur: odile.fiche.nir.groupe), (nom: "numeroSerie", valeur: odile.fiche.numeroSerie)]
        var pages: [(String, HTML)] = [Incident.Genre.maintenance, .panne].flatMap { genre in
            [
                ("erreur, \(genre)", PageIndisponible(contexte: contexte, genre: genre, retour: ("/accueil", nil)).html),
                ("erreur, \(genre), formulaire", PageIndisponible(contexte: contexte, genre: genre, retour: ("/identification", champs)).html),
                ("erreur, \(genre), numéro refusé", PageIndisponible(contexte: contexte, genre: genre, retour: ("/identification", champs), refusee: true).html),
            ]
        }
        pages.append(("erreur, session expirée", PageSessionExpiree(contexte: contexte).html))
        for (jour, enCours) in [(0, []), (-3, [Incident(.maintenance)]), (7, Incident.Genre.allCases.map { Incident($0, fin: reel) })] {
            pages.append(("réglages, jour \(jour)", PageReglages(contexte: contexte, jour: jour, delai: 42, ceSoir: "2022-02-08T20:00:00+01:00", enCours: enCours).html))
        }
        pages.append(("réglages, sans choix", PageReglages(
            contexte: contexte, jour: 7, delai: 42, ceSoir: "2022-02-08T20:00:00+01:00", enCours: [], erreurs: [Erreur](.saisie(SaisieInvalide(.incident, .requis)))).html))
        return pages
    }

    /// Every event of a call, for the debrief.
    static let evenementsDeLAppel: [Evenement] = {
        let questions = EtapeAppel.allCases.filter { $0.champ != nil }
        let recits: [Appel.Evenement] = [.commence(aDeux: true), .decroche, .demande(.opposition, beneficiaire: nil)]
            + questions.flatMap { [.reponse($0), .reponseRefusee($0, .identiteInconnue), .reponseRefusee($0, .numeroReelRefuse), .passe($0)] }
            + Refus.Code.allCases.map { .refuse($0) } + [.raccroche]
        let entier: [Appel.Evenement] = [
            .commence(aDeux: false), .decroche, .demande(.cloture, beneficiaire: nil), .reponse(.codeProvisoire), .reponse(.nir), .reponse(.numeroSerie),
            .enregistre(Decision(.cloture)), .raccroche, .commence(aDeux: false), .decroche, .demande(.cloture, beneficiaire: nil), .passe(.codeProvisoire),
            .reponse(.nir), .passe(.numeroSerie), .reponse(.dateNaissance), .enregistre(Decision(.cloture, suppression: true)), .justificatifDemande(reference()), .raccroche,
        ]
        return (recits + entier).map { .appel($0) }
    }()
}
