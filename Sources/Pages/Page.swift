public import Formation
public import Markup
public import Procedure

/// Each page, from the values that it shows. What a page needs comes with the call: it knows neither a request nor a journal.
public enum Page {
    // MARK: Outside an exercice

    /// - Parameter isOver: whether one comes from an exercice that is no more.
    public static func porte(_ contexte: Contexte?, isOver: Bool = false) -> HTML { PagePorte(contexte: contexte, terminee: isOver).html }
    public static func aPropos(_ contexte: Contexte?) -> HTML { PageAPropos(contexte: contexte).html }
    public static func aide(_ contexte: Contexte?) -> HTML { PageAide(contexte: contexte).html }
    public static func mots(_ contexte: Contexte?) -> HTML { PageMots(contexte: contexte).html }
    public static func facile(_ contexte: Contexte?) -> HTML { PageFacile(contexte: contexte).html }
    public static func guide(_ contexte: Contexte?) -> HTML { PageGuide(contexte: contexte).html }
    public static func accessibilite(_ contexte: Contexte?) -> HTML { PageAccessibilite(contexte: contexte).html }

    /// - Parameter stand: an exercice, shown where it stands at that moment.
    public static func procedure(_ contexte: Contexte? = nil, _ stand: (exercice: Exercice, reel: Instant)? = nil) -> HTML {
        let positions = Automate.tous.compactMap { automate in
            stand.flatMap { automate.position($0.exercice, $0.reel) }.map { (automate.nom, $0) }
        }
        return PageProcedure(contexte: contexte, positions: Dictionary(uniqueKeysWithValues: positions)).html
    }

    /// - Parameters:
    ///   - isOpen: whether others are let in at all.
    ///   - empreinte: the SHA-256 of a certificate that browsers do not know.
    public static func reseau(isOpen: Bool, empreinte: String?, adresses: [String]) -> HTML {
        PageReseau(isOpen: isOpen, empreinte: empreinte, adresses: adresses).html
    }

    public static func sansExercice(_ erreurs: [Erreur]) -> HTML { PageSansExercice(erreurs: erreurs).html }

    /// - Parameters:
    ///   - statut: of HTTP (RFC 9110 §15).
    ///   - adresseHTTPS: where the same page is over TLS, for one that was asked for without it.
    public static func erreur(_ statut: Int, _ contexte: Contexte? = nil, adresseHTTPS: String? = nil) -> HTML {
        PageErreur(statut: statut, contexte: contexte, adresseHTTPS: adresseHTTPS).html
    }

    // MARK: A démarche

    public static func accueil(_ contexte: Contexte, _ exercice: Exercice) -> HTML {
        PageAccueil(contexte: contexte, role: exercice.fiche.role, entree: exercice.scenario?.accueil ?? .boutons2022).html
    }

    public static func fiche(_ contexte: Contexte, _ exercice: Exercice, at reel: Instant) -> HTML {
        PageFiche(contexte: contexte, fiche: VueFiche(exercice, at: reel)).html
    }

    /// - Parameters:
    ///   - saisie: what was typed and screened, to be shown again.
    ///   - refus: why it did not pass.
    public static func identification(
        _ contexte: Contexte, _ exercice: Exercice, at reel: Instant, _ saisie: SaisieIdentification? = nil, _ refus: Refus? = nil
    ) -> HTML {
        let fiche = VueFiche(exercice, at: reel), kept = saisie?.kept ?? [:]
        // A child's code typed as one's own: the page now shows whom it is for, and asks for the certification.
        let rang = refus == .representationRequise
            ? exercice.personnes.first { exercice.code($0, at: reel)?.valeur == kept[.codeProvisoire] } ?? 0 : exercice.demarche.rang
        return PageIdentification(
            contexte: contexte, fiche: fiche, pour: rang > 0 ? fiche.personnes[rang - 1] : nil,
            saisie: .init(
                codeProvisoire: kept[.codeProvisoire] ?? "", nir: kept[.nir] ?? "", typeCarteVitale: saisie?.carte,
                numeroSerie: kept[.numeroSerie] ?? "", certification: saisie?.certification ?? false),
            erreurs: refus.map { [Erreur]($0, carte: saisie?.carte) } ?? []
        ).html
    }

    public static func choix(_ contexte: Contexte, _ exercice: Exercice, at reel: Instant, _ refus: Refus? = nil) -> HTML {
        let rang = exercice.demarche.rang, etat = exercice.profil(rang, at: reel), decision = exercice.demarche.decision
        return PageChoix(
            contexte: contexte, personne: exercice.nom(rang), etat: etat,
            dernierJour: etat == .enAttente ? exercice.dernierJour.enLettres : nil,
            choix: decision?.choix.rawValue, suppression: decision?.suppression ?? false,
            annonce: exercice.ouvertParLeDelai(rang, at: reel) ? Refus.Code.espaceOuvert.message : nil,
            erreurs: refus.map { [Erreur]($0) } ?? []
        ).html
    }

    public static func confirmation(_ contexte: Contexte, _ exercice: Exercice, _ refus: Refus? = nil) -> HTML {
        // This step is only reached by a choice.
        guard let decision = exercice.demarche.decision else { return .empty }
        return PageConfirmation(
            contexte: contexte, personne: exercice.nom(exercice.demarche.rang), decision: decision, erreurs: refus.map { [Erreur]($0) } ?? []
        ).html
    }

    public static func priseEnCompte(_ contexte: Contexte, _ exercice: Exercice, at reel: Instant) -> HTML {
        // This step is only reached by a confirmation, which gives a justificatif.
        guard let justificatif = exercice.justificatifs.last(where: { $0.canal == .enLigne }) else { return .empty }
        return PagePriseEnCompte(
            contexte: contexte, personne: exercice.nom(justificatif.rang), decision: justificatif.decision,
            reference: justificatif.reference.description, instant: justificatif.instant.paris.enLettres, fiche: VueFiche(exercice, at: reel),
            beneficiaire: exercice.beneficiaire(justificatif.rang)
        ).html
    }

    // MARK: The code, the letters

    public static func codeProvisoire(
        _ contexte: Contexte, _ exercice: Exercice, at reel: Instant, _ saisie: SaisieCode? = nil, _ refus: Refus? = nil
    ) -> HTML {
        let kept = saisie?.kept ?? [:], carte = kept[.typeCarteVitale].flatMap(TypeCarteVitale.init), demande = saisie.flatMap { try? $0.resultat.get() }
        var page = PageCodeProvisoire(
            contexte: contexte, fiche: VueFiche(exercice, at: reel),
            saisie: .init(
                nir: kept[.nir] ?? "", dateNaissance: kept[.dateNaissance] ?? "", typeCarteVitale: carte, numeroSerie: kept[.numeroSerie] ?? "",
                beneficiaire: demande?.beneficiaire),
            erreurs: refus.map { [Erreur]($0, carte: carte) } ?? [])
        switch (refus, demande) {
        case (.choixDuProfil?, let demande?):
            page.vue = .personnes(exercice.nes(le: demande.dateNaissance).compactMap { rang in
                exercice.beneficiaire(rang).map { ($0, exercice.nom(rang)) }
            })
        case (.coordonneesInconnues?, _): page.vue = .sansCoordonnees
        case (nil, .some), (.saisie?, .some), (.delaiMinimal?, .some):
            page.vue = .canaux(exercice.destinations(at: reel).compactMap { canal in exercice.fiche.contacts.masque(canal).map { (canal, $0) } })
        default: break
        }
        if saisie == nil {
            page.envoi = exercice.personnes.compactMap { rang in exercice.code(rang, at: reel).flatMap { $0.estNouveau ? ($0, rang) : nil } }
                .max { $0.0.instant < $1.0.instant }
                .map { "Un code est parti \($0.0.voie.enClair), à \($0.0.instant.paris.heureEnLettres), pour \(exercice.nom($0.1))" }
        }
        return page.html
    }

    public static func messagerie(_ contexte: Contexte, _ exercice: Exercice, at reel: Instant, _ refus: Refus? = nil) -> HTML {
        PageMessagerie(
            contexte: contexte,
            lignes: exercice.messages(at: reel).reversed().map {
                .init(message: $0, date: $0.instant.paris.enLettres, jugement: exercice.jugements[$0.cle])
            },
            aJuger: exercice.scenario?.hameconnages.isEmpty == false, erreurs: refus.map { [Erreur]($0) } ?? []
        ).html
    }

    public static func courrier(_ contexte: Contexte, isPosted: Bool) -> HTML { PageCourrier(contexte: contexte, partie: isPosted).html }

    // MARK: What stands in the way

    /// What is tried again: a page that was read, or a form that was sent, with its screened values.
    public typealias Retour = (adresse: String, champs: [(nom: String, valeur: String)]?)

    /// - Parameter isRefused: whether a value was dropped on the way: it could have been real.
    public static func indisponible(_ contexte: Contexte, _ genre: Incident.Genre, _ retour: Retour, isRefused: Bool = false) -> HTML {
        PageIndisponible(contexte: contexte, genre: genre, retour: retour, refusee: isRefused).html
    }

    public static func sessionExpiree(_ contexte: Contexte) -> HTML { PageSessionExpiree(contexte: contexte).html }

    public static func pause(_ contexte: Contexte, _ retour: Retour) -> HTML { PagePause(contexte: contexte, retour: retour).html }

    public static func reglages(_ contexte: Contexte, _ exercice: Exercice, at reel: Instant, _ erreurs: [Erreur] = []) -> HTML {
        PageReglages(
            contexte: contexte, jour: exercice.jour(reel), delai: exercice.faits.delai.valeur,
            ceSoir: HeureDeParis.instant(exercice.now(reel).paris.date, heure: 20).paris.iso, enCours: exercice.incidents(at: reel), erreurs: erreurs
        ).html
    }

    /// - Returns: `nil` when the timeline does not begin an exercice.
    public static func bilan(_ contexte: Contexte, _ evenements: [(evenement: Evenement, reel: Instant)]) -> HTML? {
        PageBilan(evenements, contexte: contexte)?.html
    }

    // MARK: The 3422

    /// - Parameters:
    ///   - saisie: the answer that was typed and screened.
    ///   - invitation: the code of the adviser's side, and where it is on another device.
    ///   - suivi: where what happens is followed.
    public static func appel(
        _ contexte: Contexte, _ exercice: Exercice, at reel: Instant, saisie: String? = nil, _ erreurs: [Erreur] = [],
        invitation: (code: String, adresse: String?)?, suivi: String
    ) -> HTML {
        let vue = VueAppel(exercice, at: reel)
        return PageAppel(
            contexte: contexte, vue: vue, fiche: VueFiche(exercice, at: reel), saisie: saisie ?? "", erreurs: erreurs,
            hasCalled: exercice.appel != nil, invitation: invitation.map { .init(code: $0.code, adresse: $0.adresse) }, suivi: suivi
        ).html
    }

    /// Nobody answers.
    public static func appelFerme(_ contexte: Contexte, _ exercice: Exercice, at reel: Instant, _ motif: Refus.Code) -> HTML {
        let ouverture = motif == .appelHorsHoraires
            ? exercice.faits.horairesDuTelephone.valeur.ouverture(depuis: exercice.now(reel).paris).paris.enLettres : nil
        return PageAppelFerme(contexte: contexte, motif: motif, ouverture: ouverture).html
    }

    public static func codeConseiller(_ erreurs: [Erreur] = []) -> HTML { PageCodeConseiller(erreurs: erreurs).html }

    public static func conseiller(_ exercice: Exercice, at reel: Instant, _ erreurs: [Erreur] = [], suivi: String) -> HTML {
        let vue = VueAppel(exercice, at: reel)
        return PageConseiller(vue: vue, attendu: exercice.attendu(vue, at: reel), erreurs: erreurs, suivi: suivi).html
    }

    // MARK: Verification

    public typealias Verification = PageVerification.Resultat

    public static func verification(_ contexte: Contexte?, _ resultat: Verification? = nil, _ erreurs: [Erreur] = []) -> HTML {
        PageVerification(contexte: contexte, resultat: resultat, erreurs: erreurs).html
    }

    // MARK: A salle

    public static func formation(isErased: Bool = false, _ erreurs: [Erreur] = []) -> HTML { PageFormation(effacee: isErased, erreurs: erreurs).html }
    public static func rejoindre(_ code: String = "", _ erreurs: [Erreur] = []) -> HTML { PageRejoindre(code: code, erreurs: erreurs).html }

    /// The register.
    /// - Parameters:
    ///   - adresse: where trainees go, as others can write it; `nil` while only this machine is let in.
    ///   - detail: one place, looked at closely.
    public static func salle(
        _ secret: SecretDeSalle, _ registre: Registre, adresse: String?, detail: DetailDePoste? = nil, _ erreurs: [Erreur] = []
    ) -> HTML {
        PageSalle(secret: secret, registre: registre, adresse: adresse, detail: detail, erreurs: erreurs).html
    }

    public static func plan(_ secret: SecretDeSalle, _ plan: Plan, _ erreurs: [Erreur] = []) -> HTML {
        PagePlan(secret: secret, plan: plan, erreurs: erreurs).html
    }

    public static func bilanDeSalle(_ secret: SecretDeSalle, _ bilan: BilanDeSalle) -> HTML { PageBilanDeSalle(secret: secret, bilan: bilan).html }

    /// Before the exercices of these places are begun again; of all where there is none.
    public static func confirmerRemise(_ secret: SecretDeSalle, _ salle: Salle, postes: [Int], vu: Int) -> HTML {
        PageConfirmerSalle(secret: secret, salle: salle, geste: .remise(postes: postes, vu: vu)).html
    }

    public static func confirmerEffacement(_ secret: SecretDeSalle, _ salle: Salle) -> HTML {
        PageConfirmerSalle(secret: secret, salle: salle, geste: .effacer).html
    }
}

extension Exercice {
    /// What the fiche says of the item that is asked for.
    fileprivate func attendu(_ vue: VueAppel, at reel: Instant) -> String? {
        switch vue.etape {
        case .codeProvisoire: code(vue.rang, at: reel)?.valeur
        case .nir: fiche.nir.groupe
        case .numeroSerie: fiche.numeroSerie
        case .dateNaissance: fiche.naissance(vue.rang).sansJourDeLaSemaine
        case .certification: nom(vue.rang)
        case .raccroche, .attente, .demande, .relecture, .enregistre, .refus: nil
        }
    }
}

extension SaisieIdentification {
    /// The card that was chosen, on which the message about the serial depends.
    public var carte: TypeCarteVitale? { kept[.typeCarteVitale].flatMap(TypeCarteVitale.init) }
}
