/// What the 3422 answers: pure, as all that decides is.
extension Exercice {
    func decide(_ commande: CommandeAppel, at reel: Instant) -> Verdict {
        let etape = appel?.etape(at: reel) ?? .raccroche
        guard appel?.isAnswered(at: reel) == true else { return answer(commande, etape, at: reel) }
        // Whoever was waiting has been answered meanwhile: told once, by the command that finds it.
        if case .patienter = commande { return Verdict(.appel(.decroche)) }
        let verdict = answer(commande, etape, at: reel)
        return verdict.evenements.isEmpty ? verdict : Verdict(verdict.evenements.reduce(Evenements(.appel(.decroche)), +), refus: verdict.refus)
    }

    private func answer(_ commande: CommandeAppel, _ etape: EtapeAppel, at reel: Instant) -> Verdict {
        guard etape.allows(commande.nom), commande.isFor(appel) else { return Verdict(refus: .etapeInattendue) }
        switch commande {
        case .composer(.success(let aDeux)):
            if let closed = outage(.telephoneEnPanne, at: reel) { return refuse(closed) }
            guard faits.horairesDuTelephone.valeur.isOpen(now(reel).paris) else { return refuse(.appelHorsHoraires) }
            return Verdict(.appel(.commence(aDeux: aDeux)))
        case .patienter: return Verdict(.appel(.decroche))
        case .demander(.success(let demande)):
            guard fiche.rang(demande.beneficiaire) != nil else { return Verdict(refus: .saisie(.personneInconnue)) }
            if let outage = outage(.maintenance, at: reel) { return refuse(outage) }
            return Verdict(.appel(.demande(demande.choix, beneficiaire: demande.beneficiaire)))
        case .repondre(let reponse): return listen(reponse, etape, at: reel)
        case .entendre(.success(let juste)): return juste ? proceed(etape, at: reel) : again(etape, .identiteInconnue)
        case .manquer: return doWithout(etape, at: reel)
        case .confirmer(.success(let suppression)):
            if let outage = outage(.maintenance, at: reel) { return refuse(outage) }
            guard let appel, let choix = appel.choix else { return Verdict(refus: .etapeInattendue) }
            // It was spent elsewhere meanwhile: on the site.
            if let code = appel.code, choix == .opposition, dossiers[appel.rang].codes[code].utilise { return refuse(.codeUtilise) }
            return obstacle(at: reel) ?? Verdict(.appel(.enregistre(Decision(choix, suppression: suppression))))
        case .demanderJustificatif(let reference):
            return appel?.enregistrement?.justificatif == nil ? Verdict(.appel(.justificatifDemande(reference))) : Verdict()
        case .raccrocher: return Verdict(.appel(.raccroche))
        case .composer(.failure(let saisie)), .demander(.failure(let saisie)), .entendre(.failure(let saisie)), .confirmer(.failure(let saisie)):
            return Verdict(refus: .saisie(saisie))
        }
    }

    /// One item, as it was said.
    private func listen(_ reponse: CommandeAppel.Reponse?, _ etape: EtapeAppel, at reel: Instant) -> Verdict {
        guard let champ = etape.champ, reponse == nil || reponse?.champ == champ else { return Verdict(refus: .etapeInattendue) }
        switch reponse?.resultat {
        case nil: return again(etape, .saisie(SaisieInvalide(champ, .requis)))
        case .failure(let saisie)?: return again(etape, .saisie(saisie))
        case .success(.certification(false))?: return again(etape, .representationRequise)
        case .success(let item)?: return isTrue(item, at: reel) ? proceed(etape, at: reel) : again(etape, .identiteInconnue)
        }
    }

    private func isTrue(_ item: CommandeAppel.Reponse.Item, at reel: Instant) -> Bool {
        let rang = appel?.rang ?? 0
        return switch item {
        case .certification(let certifie): certifie
        case .code(let code): code == self.code(rang, at: reel)?.valeur
        case .nir(let nir): fiche.affilie && nir == fiche.nir
        case .serie(let serie): serie == fiche.numeroSerie
        case .date(let date): date == fiche.naissance(rang)
        }
    }

    /// The right answer was given: on to the next question, unless the adviser now sees that it is no use.
    private func proceed(_ etape: EtapeAppel, at reel: Instant) -> Verdict {
        let rang = appel?.rang ?? 0
        switch etape {
        case .certification where !fiche.estRattache(rang): return refuse(.parentNonRattache)
        case .codeProvisoire:
            guard let code = code(rang, at: reel) else { return again(etape, .identiteInconnue) }
            if code.utilise { return doWithout(etape, because: .codeUtilise, at: reel) }
            if isExpired(code, at: reel) { return doWithout(etape, because: .codeExpire, at: reel) }
        case .nir where !fiche.affilie: return again(etape, .identiteInconnue)
        case .numeroSerie, .dateNaissance:
            if fiche.estDecede(rang) { return refuse(.personneDecedee) }
            if let obstacle = obstacle(at: reel) { return obstacle }
        default: break
        }
        return Verdict(.appel(.reponse(etape)))
    }

    /// Some items can be done without; else the adviser does not record.
    private func doWithout(_ etape: EtapeAppel, because motif: Refus = .elementManquant, at reel: Instant) -> Verdict {
        let canPass: Bool = switch etape {
        // One leaflet: for a closure the number and the serial suffice. One reader: a refusal can be recorded without the
        // code where no letter was sent (S7); the same for whom no code can reach (S3: « reste le 3422 »).
        case .codeProvisoire:
            appel?.choix == .cloture || isOn(.departementNonConcerne, at: reel) || (code(appel?.rang ?? 0, at: reel) == nil && destinations(at: reel).isEmpty)
        case .numeroSerie: isOn(.serieIllisible, at: reel)
        default: false
        }
        return canPass ? Verdict(.appel(.passe(etape))) : refuse(etape == .certification ? .representationRequise : motif)
    }

    /// What is asked for is not what the profile allows.
    private func obstacle(at reel: Instant) -> Verdict? {
        guard let appel, let choix = appel.choix else { return nil }
        let etat = profil(appel.rang, at: reel)
        if etat.choixPermis.contains(choix) { return nil }
        let refus = etat == .actif ? Refus.espaceOuvert : .choixImpossible
        return Verdict(ouverture(appel.rang, at: reel) + .appel(.refuse(refus.code)), refus: refus)
    }

    private func outage(_ genre: Incident.Genre, at reel: Instant) -> Refus? {
        incidents.first { $0.genre == genre && $0.isOn(at: reel) }.map { .serviceIndisponible(genre, attente: attente($0, at: reel)) }
    }

    private func refuse(_ refus: Refus) -> Verdict { Verdict(.appel(.refuse(refus.code)), refus: refus) }

    /// « Pouvez-vous vérifier ? »
    private func again(_ etape: EtapeAppel, _ refus: Refus) -> Verdict { Verdict(.appel(.reponseRefusee(etape, refus.code)), refus: refus) }

    // MARK: Folding

    mutating func apply(_ evenement: Appel.Evenement, at reel: Instant) {
        switch evenement {
        case .commence(let aDeux):
            guard (appel?.etape ?? .raccroche) == .raccroche else { return }
            appel = Appel(aDeux: aDeux, attente: faits.attenteSimulee.valeur, at: reel)
        case .enregistre(let decision):
            guard let appel, appel.etape == .relecture else { return }
            settle(decision, of: appel.rang, spending: appel.code, at: reel)
        case .justificatifDemande(let reference):
            guard let appel, let fait = appel.enregistrement, fait.justificatif == nil else { return }
            give(Justificatif(reference: reference, rang: appel.rang, decision: fait.decision, canal: .telephone, instant: fait.instant, instantReel: fait.reel))
        default: break
        }
        let fiche = fiche, instant = now(reel), code = placeOfCode(appel?.rang ?? 0, at: reel)
        appel?.apply(evenement, rang: fiche.rang, code: code, instant: instant, reel: reel)
    }
}

extension CommandeAppel {
    /// A second person hears the answers; alone, they are typed.
    fileprivate func isFor(_ appel: Appel?) -> Bool {
        switch self {
        case .repondre: appel?.aDeux == false
        case .entendre: appel?.aDeux == true
        default: true
        }
    }
}
