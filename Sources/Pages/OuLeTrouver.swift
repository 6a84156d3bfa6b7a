import Markup
import Procedure

/// « Où le trouver ? », answered on the page itself: who leaves a form to look something up comes back to an empty one.
struct OuLeTrouver {
    var fiche: VueFiche

    var html: HTML {
        """
        <details class="look"\(fiche.serieALire ? " open" as HTML : .empty)>
        <summary>Où le trouver ?</summary>
        \(fiche.carte.html)</details>

        """
    }
}
