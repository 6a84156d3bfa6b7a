import Markup
import Procedure

/// Help: the first question to ask, then one answer for each trouble, each with its source.
struct PageAide {
    var contexte: Contexte?

    var html: HTML { Layout.document(titre: "Aide", ecran: .aide, contexte: contexte, corps: Self.body) }

    private static var faits: Faits { Faits.enVigueur }

    private static var body: HTML {
        """
        <h1>Aide</h1>
        \(sections.sommaire(puis: elsewhere))
        \(sections.map(\.html).joined())
        """
    }

    private static let elsewhere: HTML = """
        <li><a href="/aide/mots">Les mots de la démarche</a></li>
        <li><a href="/aide/procedure">La procédure, dessinée</a></li>
        <li><a href="/facile">La démarche, facile à lire</a></li>
        <li><a href="/guide">Aider quelqu’un : guide du bénévole</a></li>

        """

    private static var sections: [SectionSourcee] { [
        SectionSourcee(
            id: "espace", question: "L’espace existe-t-il déjà ?",
            reponse: """
                <p>C’est la première question à poser. Elle change toute la suite.</p>
                <ul>
                <li><strong>Non, la personne vient de recevoir l’information</strong> : elle a \(faits.delai.enClair), à partir de l’envoi, pour s’opposer. Après, l’espace s’ouvre tout seul.</li>
                <li><strong>Oui, il est ouvert</strong> : rien n’est perdu, il peut être clôturé à tout moment. C’est le cas le plus fréquent chez les adultes.</li>
                <li><strong>On ne sait pas</strong> : identifiez-vous. La page qui suit dit l’état de l’espace, et ne propose que ce qui est possible.</li>
                </ul>
                """,
            sources: [.delai, .cloture]),
        SectionSourcee(
            id: "apres", question: "Et après ?",
            reponse: """
                <ul>
                <li><strong>Après une opposition</strong> : l’espace n’est pas créé. On peut changer d’avis à tout moment.</li>
                <li><strong>Après une clôture</strong> : les données sont archivées \(faits.archivage.enClair), puis supprimées. Pour qu’elles soient supprimées sous \(faits.effacement.enClair) au plus, il faut cocher la case « \(faits.suppression.valeur) ». Elle n’est pas cochée d’avance.</li>
                <li><strong>Si on crée à nouveau l’espace</strong> : les données archivées reviennent, et une suppression en cours est annulée.</li>
                <li><strong>Dans tous les cas</strong> : on garde le justificatif.</li>
                </ul>
                """,
            sources: [.usagers, .cloture, .application]),
        SectionSourcee(
            id: "numero-serie", question: "Où trouver mon numéro de série ?",
            reponse: """
                <p>Il est sur la carte Vitale. Sa place dépend du modèle.</p>
                <div class="drawings">
                \(DessinCarte(type: .avecPhoto, numeroSerie: "00000001234", numeroEmetteur: "0000000012").html)\(DessinCarte(type: .sansPhoto, numeroSerie: "0000001234", numeroEmetteur: "0000000012").html)</div>
                <p>On se trompe souvent. Ce n’est pas :</p>
                <ul>
                <li>le numéro de sécurité sociale (15 chiffres) ;</li>
                <li>la date imprimée sur la carte ;</li>
                <li>le numéro de l’émetteur, l’autre long numéro.</li>
                </ul>
                <p>Le numéro est illisible, ou la carte est perdue : appelez le \(faits.telephone.valeur).</p>
                """,
            sources: [.application]),
        SectionSourcee(
            id: "code", question: "Où trouver mon code provisoire ?",
            reponse: """
                <p>Il est dans l’e-mail ou le courrier d’information. Chaque enfant a le sien, envoyé au parent auquel il est rattaché.</p>
                \(DessinCourrier(nom: "Odile Vautrin", code: "FICTIFa7Kq2Z").html)
                <p>Recopiez-le lettre par lettre : O et 0, l et 1 se ressemblent. Il ne sert qu’une fois. Celui du courrier vaut \(faits.delai.enClair).</p>
                <p>Code perdu, expiré ou déjà utilisé : on en demande un autre, par e-mail ou par SMS. Il remplace l’ancien. Si l’Assurance maladie ne connaît ni l’e-mail ni le mobile de la personne, elle ne peut pas en envoyer : il reste le \(faits.telephone.valeur).</p>
                """,
            sources: [.application, .usagers]),
        SectionSourcee(
            id: "telephone", question: "Et si cela ne marche pas ?",
            reponse: """
                <p>Le \(faits.telephone.valeur) répond \(faits.horairesDuTelephone.enClair) (\(faits.prixDuTelephone.valeur) ; horaires de 2022 et 2025, à vérifier). Préparez le code provisoire, le numéro de sécurité sociale et le numéro de série.</p>
                <p>Le justificatif n’est donné que si on le demande : demandez-le avant de raccrocher.</p>
                <p>Le site est en maintenance ? Le conseiller ne peut rien enregistrer non plus. On rappelle plus tard.</p>
                """,
            sources: [.cguTelephone, .usagers]),
        SectionSourcee(
            id: "courrier", question: "Peut-on refuser par lettre ?",
            reponse: """
                <p>Non. Une lettre par la poste n’arrive pas : il n’y a que le site et le \(faits.telephone.valeur). Si la personne en a envoyé une, faites la démarche maintenant, sans attendre de réponse : le délai continue.</p>
                """,
            sources: [.usagers]),
        SectionSourcee(
            id: "refus-signe", question: "Un espace a été ouvert malgré un refus écrit",
            reponse: """
                <p>Un usager l’a raconté en 2022 : un dossier médical (DMP) ouvert dans un Ehpad, contre un refus signé. L’espace ouvert peut être clôturé à tout moment, par la personne ou par qui la représente. Aucune source ne dit quel autre recours existe.</p>
                """,
            sources: [.usagers, .cloture]),
        SectionSourcee(
            id: "non-affilie", question: "La personne ne peut pas s’identifier",
            reponse: """
                <p>Il faut les quatre éléments, et être connu de l’Assurance maladie. Une personne qui n’est plus affiliée ne peut pas s’identifier : la question a été posée au Sénat en 2022. N’essayez pas avec les numéros de quelqu’un d’autre. Appelez le \(faits.telephone.valeur).</p>
                <p>Le formulaire refuse un numéro pourtant juste (mois de naissance inconnu, numéro provisoire) ? Le \(faits.telephone.valeur), encore.</p>
                """,
            sources: [.senat, .application]),
        SectionSourcee(
            id: "autrui", question: "Pour un enfant, pour un proche ?",
            reponse: """
                <p>Pour un enfant : son code à lui, sa date de naissance, et le numéro et la carte du parent auquel il est rattaché. L’autre parent est refusé.</p>
                <p>Un majeur protégé peut s’opposer seul, ou par la personne chargée de la mesure.</p>
                <p>Deux parents ne sont pas d’accord : aucune source ne décrit ce cas. Appelez le \(faits.telephone.valeur).</p>
                """,
            sources: [.application, .majeurs]),
        SectionSourcee(
            id: "hameconnage", question: "Ce message est-il vrai ?",
            reponse: """
                <p>De faux messages imitent l’Assurance maladie. Trois questions suffisent presque toujours :</p>
                <ol>
                <li><strong>Que demande-t-il ?</strong> La démarche demande quatre choses : un code, un numéro de sécurité sociale, un type de carte, un numéro de série. Jamais une carte bancaire, un mot de passe ou un paiement.</li>
                <li><strong>Où mène-t-il ?</strong> On ne suit pas le lien. On tape soi-même monespacesante.fr, ou on appelle le \(faits.telephone.valeur).</li>
                <li><strong>Presse-t-il ?</strong> La loi donne \(faits.delai.enClair), puis la clôture reste possible à tout moment. Rien ne se joue en vingt-quatre heures.</li>
                </ol>
                """,
            sources: [.presse, .cgu, .delai]),
    ] }
}
