import HTTP
import Procedure
import Server

/// The pages: each GET shows where the démarche stands, each POST is one command of the procedure.
enum Pages {
    // MARK: Outside an exercice

    static let porte: Handler = { appel in avecOuSans(appel) { PagePorte(contexte: $0).html } }
    static let aPropos: Handler = { appel in avecOuSans(appel) { PageAPropos(contexte: $0).html } }
    static let aide: Handler = { appel in avecOuSans(appel) { PageAide(contexte: $0).html } }
    static let sante: Handler = { _ in .now(Response(.ok, fields: Defense.fields("text/plain; charset=utf-8"), body: Array("ok\n".utf8))) }

    static let commencer: Handler = { appel in
        .later {
            do throws(Probleme) {
                let entree = try formulaire(appel)
                let voulu: (fiche: Fiche, scenario: Scenario?, horloge: Commande.Reglage?)
                do throws(SaisieInvalide) { voulu = try entree.exercice() } catch {
                    return page(PagePorte(contexte: nil, erreurs: [Erreur](.saisie(error))).html, .unprocessableContent)
                }
                var reponse = vers("/accueil")
                reponse.fields.add(.setCookie, appel.site.cookie(try await API.commence(appel, voulu).id))
                return reponse
            } catch { return erreur(error) }
        }
    }

    // MARK: In an exercice

    static let accueil: Handler = { appel in
        avec(appel) { charge in
            PageAccueil(contexte: contexte(appel, charge), role: charge.exercice.fiche.role, entree: charge.exercice.scenario?.accueil ?? .boutons2022).html
        }
    }
    static let fiche: Handler = { appel in
        avec(appel) { PageFiche(contexte: contexte(appel, $0), fiche: VueFiche($0.exercice)).html }
    }
    static let identification: Handler = { appel in avec(appel, a: .identification) { vueIdentification(appel, $0) } }
    static let choix: Handler = { appel in avec(appel, a: .choix) { vueChoix(appel, $0) } }
    static let confirmation: Handler = { appel in avec(appel, a: .confirmation) { vueConfirmation(appel, $0) } }
    static let priseEnCompte: Handler = { appel in
        avec(appel, a: .priseEnCompte) { charge in
            // This step is only reached by a confirmation, which gives a justificatif.
            guard let justificatif = charge.exercice.justificatifs.last else { return .empty }
            let exercice = charge.exercice
            return PagePriseEnCompte(
                contexte: contexte(appel, charge), personne: exercice.nom(justificatif.rang), decision: justificatif.decision,
                reference: justificatif.reference.description, instant: justificatif.instant.paris.enLettres, fiche: VueFiche(exercice),
                beneficiaire: exercice.beneficiaire(justificatif.rang)
            ).html
        }
    }

    static let justificatif: Handler = { appel in
        reponse(appel) { charge in
            do throws(Probleme) { return try Preuve.response(appel, charge) } catch { return erreur(error, contexte(appel, charge)) }
        }
    }

    static let bilan: Handler = { appel in
        guard let id = id(appel) else { return .now(vers("/")) }
        return .later {
            do throws(Exercices.Echec) {
                let charge = try await appel.site.exercices.charge(id), lignes = try await appel.site.exercices.chronologie(id)
                guard let bilan = PageBilan(lignes.map { ($0.evenement, $0.reel) }, contexte: contexte(appel, charge)) else { throw .introuvable }
                return page(bilan.html)
            } catch { return absent(error) }
        }
    }

    // MARK: Commands

    static let identifier: Handler = { appel in
        executer(appel) { .identifier($0.identification) } refuse: { charge, refus, entree in
            guard let refus else { return nil }
            return vueIdentification(appel, charge, entree.identification, refus)
        }
    }
    static let choisir: Handler = { appel in
        executer(appel) { $0.choix } refuse: { charge, refus, entree in
            guard let refus else { return nil }
            return vueChoix(appel, charge, refus)
        }
    }
    static let confirmer: Handler = { appel in
        executer(appel) { $0.confirmation(API.nouvelleReference()) } refuse: { charge, refus, _ in
            // Where the space has opened meanwhile, the démarche is back at the choice, and says why there.
            guard let refus, charge.exercice.demarche.etape == .confirmation else { return nil }
            return vueConfirmation(appel, charge, refus)
        }
    }
    static let nouvelleDemarche: Handler = { appel in
        executer(appel) { $0.nouvelleDemarche } refuse: { _, refus, _ in refus.map { _ in PageErreur(statut: 422).html } }
    }

    // MARK: Views

    private static func vueIdentification(_ appel: Appel, _ charge: Exercices.Charge, _ saisie: SaisieIdentification? = nil, _ refus: Refus? = nil) -> HTML {
        let exercice = charge.exercice, fiche = VueFiche(exercice), gardes = saisie?.gardes ?? [:]
        // A child's code typed as one's own: the page now shows whom it is for, and asks for the certification.
        let rang = refus == .representationRequise
            ? exercice.personnes.first { exercice.code($0)?.valeur == gardes[.codeProvisoire] } ?? 0 : exercice.demarche.rang
        return PageIdentification(
            contexte: contexte(appel, charge), fiche: fiche, pour: rang > 0 ? fiche.personnes[rang - 1] : nil,
            saisie: .init(
                codeProvisoire: gardes[.codeProvisoire] ?? "", nir: gardes[.nir] ?? "", typeCarteVitale: saisie?.carte,
                numeroSerie: gardes[.numeroSerie] ?? "", certification: saisie?.certification ?? false),
            erreurs: refus.map { [Erreur]($0, carte: saisie?.carte) } ?? []
        ).html
    }

    private static func vueChoix(_ appel: Appel, _ charge: Exercices.Charge, _ refus: Refus? = nil) -> HTML {
        let exercice = charge.exercice, rang = exercice.demarche.rang, etat = exercice.profil(rang, at: appel.reel), decision = exercice.demarche.decision
        return PageChoix(
            contexte: contexte(appel, charge), personne: exercice.nom(rang), etat: etat,
            dernierJour: etat == .enAttente ? exercice.fiche.envoi.plus(jours: Delai.jours).enLettres : nil,
            choix: decision?.choix.rawValue, suppression: decision?.suppression ?? false,
            annonce: exercice.ouvertParLeDelai(rang, at: appel.reel) ? Refus.Code.espaceOuvert.message : nil,
            erreurs: refus.map { [Erreur]($0) } ?? []
        ).html
    }

    private static func vueConfirmation(_ appel: Appel, _ charge: Exercices.Charge, _ refus: Refus? = nil) -> HTML {
        // This step is only reached by a choice.
        guard let decision = charge.exercice.demarche.decision else { return .empty }
        return PageConfirmation(
            contexte: contexte(appel, charge), personne: charge.exercice.nom(charge.exercice.demarche.rang), decision: decision,
            erreurs: refus.map { [Erreur]($0) } ?? []
        ).html
    }

    private static func contexte(_ appel: Appel, _ charge: Exercices.Charge) -> Contexte { Contexte(charge.exercice, at: appel.reel) }

    // MARK: Parts

    private static func id(_ appel: Appel) -> ExerciceID? { appel.request.cookie(Appel.cookie).flatMap(ExerciceID.init) }

    /// A page of the exercice of this browser; without one, the gate.
    private static func avec(_ appel: Appel, a etape: Etape? = nil, _ vue: @escaping @Sendable (Exercices.Charge) -> HTML) -> Answer {
        reponse(appel) { charge in
            // Out of turn: to where the démarche stands.
            if let etape, charge.exercice.demarche.etape != etape { return vers(charge.exercice.demarche.etape.adresse) }
            return page(vue(charge))
        }
    }

    private static func reponse(_ appel: Appel, _ reponse: @escaping @Sendable (Exercices.Charge) -> Response) -> Answer {
        guard let id = id(appel) else { return .now(vers("/")) }
        if let charge = appel.site.exercices.enMemoire(id) { return .now(reponse(charge)) }
        return .later {
            do throws(Exercices.Echec) { return reponse(try await appel.site.exercices.charge(id)) } catch { return absent(error) }
        }
    }

    /// A page that needs no exercice, and shows the one of this browser if there is one.
    private static func avecOuSans(_ appel: Appel, _ vue: @escaping @Sendable (Contexte?) -> HTML) -> Answer {
        guard let id = id(appel) else { return .now(page(vue(nil))) }
        return .later {
            let charge = try? await appel.site.exercices.charge(id)
            return page(vue(charge.map { contexte(appel, $0) }))
        }
    }

    /// Runs the command of a form. Done, or out of turn: to where the démarche stands. Refused: the page of the step,
    /// with what was typed.
    private static func executer(
        _ appel: Appel, _ commande: @escaping @Sendable (Entree) -> Commande,
        refuse: @escaping @Sendable (Exercices.Charge, Refus?, Entree) -> HTML?
    ) -> Answer {
        guard let id = id(appel) else { return .now(vers("/")) }
        return .later {
            do throws(Probleme) {
                let entree = try formulaire(appel)
                let issue: (charge: Exercices.Charge, verdict: Verdict)
                do throws(Exercices.Echec) { issue = try await appel.site.exercices.execute(id, commande(entree), at: appel.reel) } catch { return absent(error) }
                let refus = issue.verdict.refus == .etapeInattendue ? nil : issue.verdict.refus
                if let html = refuse(issue.charge, refus, entree) { return page(html, .unprocessableContent) }
                return vers(issue.charge.exercice.demarche.etape.adresse)
            } catch { return erreur(error) }
        }
    }

    private static func formulaire(_ appel: Appel) throws(Probleme) -> Entree {
        do throws(Entree.Echec) { return try Entree(formulaire: appel.request) } catch { throw Probleme(error, attendu: "application/x-www-form-urlencoded") }
    }

    private static func absent(_ echec: Exercices.Echec) -> Response { echec == .introuvable ? vers("/") : erreur(Probleme(echec)) }

    static func erreur(_ probleme: Probleme, _ contexte: Contexte? = nil) -> Response {
        var reponse = page(PageErreur(statut: probleme.status.code, contexte: contexte).html, probleme.status)
        if let retryAfter = probleme.retryAfter { reponse.fields.add(.retryAfter, String(retryAfter)) }
        if let allow = probleme.allow { reponse.fields.add(.allow, allow) }
        return reponse
    }

    private static func page(_ html: HTML, _ statut: Status = .ok) -> Response { Response(statut, fields: htmlFields, body: html.bytes) }

    private static func vers(_ adresse: String) -> Response {
        var fields = Defense.common
        fields.add(.location, adresse)
        fields.add(.cacheControl, "no-store")
        return Response(.seeOther, fields: fields)
    }

    private static let htmlFields = Defense.fields("text/html; charset=utf-8")
}

extension Etape {
    /// The page of the step.
    var adresse: String {
        switch self {
        case .identification: "/identification"
        case .choix: "/choix"
        case .confirmation: "/confirmation"
        case .priseEnCompte: "/prise-en-compte"
        }
    }
}
