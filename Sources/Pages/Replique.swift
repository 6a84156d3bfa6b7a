import Markup

/// A line of the dialogue on the phone.
struct Replique {
    var qui = "Le conseiller"
    var texte: String

    var html: HTML {
        """
        <div class="voice">
        <p class="who">\(qui)</p>
        <p class="said">« \(texte) »</p>
        </div>

        """
    }
}
