/// Help: where each number is, and the first question to ask.
struct PageAide {
    var contexte: Contexte?

    var html: HTML { Layout.document(titre: "Aide", ecran: .aide, contexte: contexte, corps: Self.body) }

    private static let body: HTML = """
        <h1>Aide</h1>
        <nav aria-label="Sur cette page">
        <ul>
        <li><a href="#espace">L’espace existe-t-il déjà ?</a></li>
        <li><a href="#numero-serie">Où trouver mon numéro de série ?</a></li>
        <li><a href="#code">Où trouver mon code provisoire ?</a></li>
        <li><a href="/aide/procedure">La procédure, dessinée</a></li>
        <li><a href="#telephone">Et si cela ne marche pas ?</a></li>
        </ul>
        </nav>

        <h2 id="espace">L’espace existe-t-il déjà ?</h2>
        <p>C’est la première question à poser.</p>
        <ul>
        <li><strong>Non, la personne vient de recevoir l’information</strong> : elle a \(Fait.delai), à partir de l’envoi, pour s’opposer. Après, l’espace s’ouvre tout seul.</li>
        <li><strong>Oui, il est ouvert</strong> : rien n’est perdu, il peut être clôturé à tout moment. C’est le cas le plus fréquent chez les adultes.</li>
        </ul>
        <p>À la clôture, les données sont archivées \(Fait.archivage). Pour qu’elles soient supprimées sous \(Fait.effacement) au plus, il faut cocher la case « \(Libelle.suppression) ». Elle n’est pas cochée d’avance.</p>

        <h2 id="numero-serie">Où trouver mon numéro de série ?</h2>
        <p>Il est sur la carte Vitale. Sa place dépend du modèle.</p>
        <div class="drawings">
        \(DessinCarte(type: .avecPhoto, numeroSerie: "00000001234", numeroEmetteur: "0000000012").html)\(DessinCarte(type: .sansPhoto, numeroSerie: "0000001234", numeroEmetteur: "0000000012").html)</div>
        <p>On se trompe souvent. Ce n’est pas :</p>
        <ul>
        <li>le numéro de sécurité sociale (15 chiffres) ;</li>
        <li>la date imprimée sur la carte ;</li>
        <li>le numéro de l’émetteur, l’autre long numéro.</li>
        </ul>
        <p>Le numéro est illisible, ou la carte est perdue : appelez le \(Fait.telephone).</p>

        <h2 id="code">Où trouver mon code provisoire ?</h2>
        <p>Il est dans l’e-mail ou le courrier d’information. Chaque enfant a le sien, envoyé au parent auquel il est rattaché.</p>
        \(DessinCourrier(nom: "Odile Vautrin", code: "FICTIFa7Kq2Z").html)
        <p>Recopiez-le lettre par lettre : O et 0, l et 1 se ressemblent. Il ne sert qu’une fois. Celui du courrier vaut \(Fait.delai).</p>

        <h2 id="telephone">Et si cela ne marche pas ?</h2>
        <p>Le \(Fait.telephone) répond \(Fait.telephoneHoraires) (\(Fait.telephonePrix) ; horaires de 2022 et 2025, à vérifier). Préparez le code provisoire, le numéro de sécurité sociale et le numéro de série. Le justificatif n’est donné que si on le demande : demandez-le.</p>
        <p>Une lettre par la poste n’arrive pas : il n’y a que le site et le téléphone.</p>
        <p>Deux parents ne sont pas d’accord : ce cas n’est décrit par aucune source. Appelez le \(Fait.telephone).</p>

        <h2>D’où viennent ces réponses</h2>
        <p>Les sources sont à la page <a href="/a-propos">À propos</a>. Le numéro de série et le code : \(Ecran.Source.application.enClair). Le délai : \(Ecran.Source.delai.enClair). La clôture : \(Ecran.Source.cloture.enClair). Le téléphone : CGU, art. 3.3.b, et lettres d’usagers de 2022.</p>

        """
}
