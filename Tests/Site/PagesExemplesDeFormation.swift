import Markup
import Testing
@testable import Formation
@testable import Pages
@testable import Procedure

extension PagesExemples {
    /// Every page of a salle: with nobody, and with places in every state that a tile shows.
    static func salles() throws -> [(String, HTML)] {
        let secret = SecretDeSalle(ExerciceID(haut: 1, bas: 2)), odile = try exercice("odile-vautrin")
        var hasard = SystemRandomNumberGenerator()
        var salle = try #require(Salle(.salleOuverte(CodeDeSalle(hasard: &hasard), Plan.Modele.decouverte.plan, Jeu.Modele.courrier.jeu, reprises: []), at: reel))
        let vide = Registre(salle: salle, tuiles: [], revision: 1)
        var tuiles: [Tuile] = []
        for (rang, etape) in (Etape.allCases + Etape.allCases).enumerated() {
            let numero = rang + 1, pose = Pose(exercice: ExerciceID(hasard: &hasard), fiche: "odile-vautrin", scenario: "S1")
            salle.apply(.posteRejoint(numero, CodeDeReprise(hasard: &hasard), pose), at: reel)
            tuiles.append(Tuile(
                numero: numero, nom: "Odile Vautrin", scenario: rang > 3 ? nil : "S1", etape: etape, appel: rang == 5 ? .codeProvisoire : nil, depuis: reel, minutes: [0, 1, 42, 120][rang % 4],
                refus: rang.isMultiple(of: 3) ? .identiteInconnue : nil, refusDeSuite: rang, incidents: rang == 2 ? Incident.Genre.allCases.map { Incident($0, fin: $0 == .maintenance ? reel + 300_000 : nil) } : [],
                profil: EtatProfil.allCases[rang % 4], preuves: etape == .priseEnCompte ? 1 : 0, enPause: rang == 1, indices: rang == 4 ? 1 : 0, isThere: rang != 6,
                aide: [nil, .refusRepetes, .immobile][rang % 3], jour: 41 + rang, conseiller: rang == 0 ? 2 : nil, usager: rang == 1 ? 1 : nil))
        }
        for intervention in [Intervention.pause, .finDePause] { salle.apply(.interventionFaite(intervention, [Trace(1, .oublie)]), at: reel) }
        salle.apply(.interventionAnnulee(1), at: reel)
        salle.apply(.etapeCommencee(2), at: reel)
        salle.apply(.jeuDeRoleForme(usager: 1, conseiller: 2), at: reel)
        let plein = Registre(salle: salle, tuiles: tuiles, revision: 2)
        var pres = PageSalle(secret: secret, registre: plein, adresse: "http://192.168.1.20:8080")
        pres.detail = DetailDePoste(salle.postes[0], bilanDeTous(odile), Contexte(odile, at: reel))
        var contexte = Contexte(odile, at: reel)
        contexte.salle = BandeauDeSalle(salle.postes[0], in: salle, indices: Indice.allCases, suivi: "/suivi?apres=1&pose=0")
        let joue = try #require(BilanDExercice(bilanDeTous(odile), [Salle.Tour(salle.postes[0].pose.exercice, depuis: reel)], jusqua: reel + 60_000))
        let deSalle = BilanDeSalle(code: salle.code, ouverte: reel, instant: reel, postes: [BilanDePoste(numero: 1, exercices: [joue, joue])])
        let inconnu = [Erreur(champ: "code", message: ErreurDeSaisie(.code, .inconnu).message())]
        return [
            ("salle vide", PageSalle(secret: secret, registre: vide, adresse: nil).html), ("salle", PageSalle(secret: secret, registre: plein, adresse: nil).html),
            ("salle, un poste", pres.html), ("salle, erreur", PageSalle(secret: secret, registre: plein, adresse: nil, erreurs: [Erreur(champ: "", message: "Non.")]).html),
            ("salle, remise de tous", PageConfirmerSalle(secret: secret, salle: salle, geste: .remise(postes: [], vu: 2)).html),
            ("salle, remise", PageConfirmerSalle(secret: secret, salle: salle, geste: .remise(postes: [1, 2], vu: 2)).html),
            ("salle, effacer", PageConfirmerSalle(secret: secret, salle: salle, geste: .effacer).html),
            ("bilan de salle", PageBilanDeSalle(secret: secret, bilan: deSalle).html),
            ("bilan de salle, vide", PageBilanDeSalle(secret: secret, bilan: BilanDeSalle(code: salle.code, ouverte: reel, instant: reel, postes: [])).html),
            ("plan", PagePlan(secret: secret, plan: salle.plan).html), ("plan, erreur", PagePlan(secret: secret, plan: salle.plan, erreurs: [Erreur(champ: "", message: "Non.")]).html),
            ("formation", PageFormation().html), ("formation, erreur", PageFormation(erreurs: [Erreur(champ: "plan", message: "Non.")]).html),
            ("rejoindre", PageRejoindre().html), ("rejoindre, erreur", PageRejoindre(code: "BCD-FGH", erreurs: inconnu).html),
            ("pause", PagePause(contexte: contexte, retour: ("/accueil", nil)).html),
            ("pause, formulaire", PagePause(contexte: contexte, retour: ("/identification", [("nir", "9 58")])).html),
            ("fiche en salle", PageFiche(contexte: contexte, fiche: VueFiche(odile, at: reel)).html),
        ]
    }

    /// A little of everything that a debrief counts.
    private static func bilanDeTous(_ exercice: Exercice) -> [(evenement: Evenement, reel: Instant)] {
        let evenements: [Evenement] = [
            .exerciceCommence(fiche: exercice.fiche.cle, scenario: "S1", horloge: exercice.now(reel)), .identificationRefusee(.identiteInconnue, champs: []),
            .identificationReussie(beneficiaire: nil), .choixFait(Decision(.cloture, suppression: true)), .indiceDonne(.relireCode), .decisionConfirmee(reference()),
        ]
        return evenements.enumerated().map { ($1, reel + Int64($0) * 7_000) }
    }
}
