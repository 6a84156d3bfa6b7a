import Markup
import Procedure

/// What lies on the trainee's desk, beside the simulated service: it is always there.
enum Bureau {
    static let html: HTML = """
        <nav class="desk" aria-labelledby="bureau">
        <h2 id="bureau">Sur votre bureau</h2>
        <ul>
        <li><a href="/messagerie">Messagerie et courrier</a></li>
        <li><a href="/3422">Téléphone</a></li>
        <li><a href="/courrier">Papier à lettres</a></li>
        </ul>
        </nav>

        """
}
