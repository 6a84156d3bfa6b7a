import Markup
import Procedure

/// The words of the terms of use, each explained once.
struct PageMots {
    var contexte: Contexte?

    var html: HTML { Layout.document(titre: "Les mots de la démarche", ecran: .mots, contexte: contexte, corps: Self.body) }

    private static var body: HTML {
        """
        <h1>Les mots de la démarche</h1>
        <p class="lead">Les conditions d’utilisation ont leurs mots. Les voici, chacun expliqué une fois.</p>
        <dl class="words-list">
        \(mots.map(\.html).joined())</dl>

        """
    }

    private struct Mot {
        let id: String, mot: String, sens: String
        let source: Source

        var html: HTML {
            "<div id=\"\(id)\"><dt>\(mot)</dt><dd>\(sens) <small>Source : \(source.enClair).</small></dd></div>\n"
        }
    }

    private static var faits: Faits { Faits.enVigueur }

    /// In the order of the alphabet.
    private static var mots: [Mot] { [
        Mot(id: "activer", mot: "Activer", sens: "Ouvrir son espace soi-même, sans attendre la fin du délai.", source: .cgu),
        Mot(id: "archivage", mot: "Archivage", sens: "Après une clôture, les données sont gardées \(faits.archivage.enClair), puis supprimées.", source: .cloture),
        Mot(id: "cloturer", mot: "Clôturer", sens: "Fermer un espace qui existe déjà. C’est possible à tout moment.", source: .cloture),
        Mot(id: "code-provisoire", mot: "Code provisoire", sens: "Douze lettres et chiffres, envoyés par e-mail ou par courrier. Il ne sert qu’une fois, et celui du courrier vaut \(faits.validiteDuCode.enClair). Au téléphone, le conseiller l’appelle « code confidentiel » : c’est le même.", source: .application),
        Mot(id: "delai", mot: "Délai", sens: "\(faits.delai.enClair) à partir de l’envoi de l’information, et non de sa réception. Passé ce délai, l’espace s’ouvre tout seul.".enTete, source: .delai),
        Mot(id: "justificatif", mot: "Justificatif", sens: "Le document en PDF donné à la fin. C’est la preuve. Au téléphone, il n’est donné que si on le demande.", source: .cguTelephone),
        Mot(id: "majeur-protege", mot: "Majeur protégé", sens: "Un adulte qu’une mesure de justice protège. Il peut s’opposer seul, ou par la personne chargée de la mesure.", source: .majeurs),
        Mot(id: "mon-espace-sante", mot: "Mon espace santé", sens: "Un espace en ligne, au nom d’une personne, pour ses données de santé. Personne n’est obligé de le garder.", source: .nous),
        Mot(id: "numero-de-securite-sociale", mot: "Numéro de sécurité sociale", sens: "Quinze chiffres. On l’appelle aussi NIR. Pour un enfant, c’est celui du parent auquel il est rattaché.", source: .application),
        Mot(id: "numero-de-serie", mot: "Numéro de série", sens: "Un numéro de la carte Vitale. Avec photo : les 11 derniers chiffres du long numéro, à droite de la photo. Sans photo : 8 à 13 chiffres, au dos, en haut à gauche.", source: .application),
        Mot(id: "s-opposer", mot: "Opposer (s’)", sens: "Dire non avant que l’espace existe : il n’est pas créé. On peut changer d’avis à tout moment.", source: .cgu),
        Mot(id: "prise-en-compte", mot: "Prise en compte", sens: "Le service dit qu’il a enregistré la décision. La page donne le justificatif.", source: .cgu),
        Mot(id: "rattache", mot: "Rattaché", sens: "Un enfant dépend, à l’Assurance maladie, d’un de ses parents. Lui seul peut faire la démarche pour l’enfant.", source: .application),
        Mot(id: "representant-legal", mot: "Représentant légal", sens: "Qui a le droit d’agir pour un enfant ou un majeur protégé. Il doit le certifier sur le site.", source: .application),
        Mot(id: "supprimer", mot: "Supprimer", sens: "Effacer les données après une clôture, sous \(faits.effacement.enClair) au plus. Il faut cocher la case : elle ne l’est pas d’avance.", source: .cloture),
        Mot(id: "usager", mot: "Usager", sens: "La personne dont c’est l’espace.", source: .nous),
    ] }
}

extension String {
    /// With the capital of a sentence.
    var enTete: String { prefix(1).uppercased() + dropFirst() }
}
