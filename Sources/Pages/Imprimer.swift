import Markup

/// Actions among which the script puts a button that prints: without JavaScript there is none, and the browser's own menu
/// prints.
struct Imprimer {
    var actions = HTML.empty

    var html: HTML {
        """
        <div class="actions" data-imprimer>\(actions)</div>
        <script type="module" src="/imprimer.js"></script>

        """
    }
}
