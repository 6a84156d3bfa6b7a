import Markup
import Procedure

/// For volunteers: to help without doing in the person's place, what is never asked nor noted, how to end.
struct PageGuide {
    var contexte: Contexte?

    var html: HTML { Layout.document(titre: "Guide du bénévole", ecran: .guide, contexte: contexte, corps: Self.body) }

    private static var faits: Faits { Faits.enVigueur }

    private static var body: HTML {
        """
        <h1>Guide du bénévole</h1>
        <p class="lead">La personne décide, et c’est elle qui fait. Vous êtes à côté : vous lisez avec elle, vous attendez, vous rassurez.</p>
        \(sections.sommaire())
        \(sections.map(\.html).joined())
        \(Imprimer().html)
        """
    }

    private static var sections: [SectionSourcee] { [
        SectionSourcee(
            id: "avant", question: "Avant de commencer",
            reponse: """
                <ol>
                <li><strong>Demandez ce qu’elle veut.</strong> Activer, s’opposer, clôturer, ou ne rien faire aujourd’hui : tout est permis. Ne donnez pas votre avis, même si on vous le demande.</li>
                <li><strong>Posez la première question : l’espace existe-t-il déjà ?</strong> Elle <a href="/aide#espace">change toute la suite</a>.</li>
                <li><strong>Dites le délai.</strong> \(faits.delai.enClair.enTete) à partir de l’envoi pour s’opposer. Après, la clôture reste possible à tout moment. Rien ne presse.</li>
                <li><strong>Réunissez les quatre éléments.</strong> Le code provisoire, le numéro de sécurité sociale, le modèle de la carte Vitale et son numéro de série. Il en manque un ? Voyez l’<a href="/aide#code">aide</a> avant d’ouvrir le site.</li>
                <li><strong>Ouvrez le vrai site en tapant son adresse</strong>, monespacesante.fr. Ne suivez jamais le lien d’un message.</li>
                </ol>
                """,
            sources: [.cgu, .delai, .cloture, .nous]),
        SectionSourcee(
            id: "aider", question: "Aider sans faire à la place",
            reponse: """
                <ul>
                <li><strong>La personne tient la souris, le clavier ou le téléphone.</strong> Montrez avec des mots : « le bouton violet, en bas ».</li>
                <li><strong>Lisez la page ensemble, puis taisez-vous.</strong> Comptez jusqu’à dix avant d’aider de nouveau.</li>
                <li><strong>Regardez ailleurs</strong> quand elle tape son numéro ou son code. Si elle vous demande de relire, relisez sur sa carte.</li>
                <li><strong>Elle ne peut pas taper ?</strong> Elle dicte, vous tapez, elle vérifie à l’écran. Dites chaque geste avant de le faire.</li>
                <li><strong>« Confirmer », c’est elle.</strong> Lisez le choix à voix haute, demandez « C’est bien cela ? », attendez un oui. C’est le clic qui compte : avant lui, rien n’est enregistré.</li>
                </ul>
                """,
            sources: [.nous]),
        SectionSourcee(
            id: "demander", question: "Ce qu’on ne demande jamais",
            reponse: """
                <ul>
                <li>Pourquoi elle refuse, ou accepte. Elle n’a pas à se justifier.</li>
                <li>Sa santé, ses médecins, ses traitements.</li>
                <li>Un mot de passe, une carte bancaire, un paiement. La démarche n’en demande pas.</li>
                <li>Son numéro à voix haute, quand d’autres personnes entendent.</li>
                <li>De laisser sa carte Vitale, son courrier ou son téléphone.</li>
                </ul>
                """,
            sources: [.cgu, .nous]),
        SectionSourcee(
            id: "noter", question: "Ce qu’on ne note jamais",
            reponse: """
                <p>Rien. Ni sur papier, ni dans un téléphone, ni dans un tableau :</p>
                <ul>
                <li>pas de numéro de sécurité sociale, de code, de numéro de série ;</li>
                <li>pas de nom avec sa décision, pas de liste des personnes aidées ;</li>
                <li>pas de photo de la carte, de la lettre ou de l’écran ;</li>
                <li>pas de mot de passe ni de formulaire gardé par le navigateur : répondez « Jamais » s’il le propose.</li>
                </ul>
                <p>Votre association veut compter ? Un trait par personne suffit.</p>
                """,
            sources: [.nous]),
        SectionSourcee(
            id: "arreter", question: "Quand s’arrêter",
            reponse: """
                <ul>
                <li><strong>Elle hésite, elle est fatiguée.</strong> Remettez à un autre jour. Avant la confirmation, rien n’est enregistré.</li>
                <li><strong>Quelqu’un décide pour elle.</strong> Parlez-lui seul à seul. Un majeur protégé peut s’opposer lui-même, ou par la personne chargée de la mesure.</li>
                <li><strong>Deux parents ne sont pas d’accord.</strong> Aucune source ne décrit ce cas. Ce n’est pas à vous de trancher : appelez le \(faits.telephone.valeur).</li>
                <li><strong>Un message demande autre chose</strong> que les quatre éléments. C’est peut-être <a href="/aide#hameconnage">un faux</a>.</li>
                </ul>
                """,
            sources: [.majeurs, .presse, .nous]),
        SectionSourcee(
            id: "bloque", question: "Quand cela bloque",
            reponse: """
                <ol>
                <li>Lisez le message à voix haute, en entier. Il dit souvent quoi corriger.</li>
                <li>Vérifiez une chose à la fois : le code, puis le numéro, puis la carte.</li>
                <li>Le code est perdu, expiré ou déjà utilisé : on en demande un autre.</li>
                <li>Rien n’y fait, ou le site est en maintenance : le \(faits.telephone.valeur), \(faits.horairesDuTelephone.enClair). La personne parle elle-même. Demandez le justificatif avant de raccrocher : il n’est donné que sur demande.</li>
                </ol>
                """,
            sources: [.application, .cguTelephone]),
        SectionSourcee(
            id: "finir", question: "Comment finir",
            reponse: """
                <ol>
                <li><strong>Gardez la preuve, chez elle.</strong> Elle enregistre le justificatif sur son appareil, ou l’imprime.</li>
                <li><strong>Dites la suite.</strong> On peut changer d’avis à tout moment. Après une clôture, les données sont archivées \(faits.archivage.enClair), sauf si la case de suppression a été cochée.</li>
                <li><strong>Rendez tout</strong> : la carte, la lettre, les brouillons.</li>
                <li><strong>Effacez votre passage</strong> sur un ordinateur partagé : le fichier téléchargé, la corbeille, la fenêtre privée.</li>
                <li><strong>Écrivez le \(faits.telephone.valeur) sur son papier à elle</strong>, avec le jour de la démarche.</li>
                </ol>
                """,
            sources: [.usagers, .cloture, .nous]),
        SectionSourcee(
            id: "entrainement", question: "S’entraîner d’abord",
            reponse: """
                <p>Faites seul la démarche simple, puis un espace déjà ouvert, puis un faux message. Ensuite, à deux : l’un joue la personne, l’autre aide sans toucher la souris. Les situations sont sur la <a href="/#scenario">première page</a>.</p>
                """,
            sources: [.nous]),
    ] }
}
