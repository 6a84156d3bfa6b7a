import Markup
import Procedure

/// One question, as it is asked, its answer, and who says so.
struct SectionSourcee {
    let id: String, question: String
    let reponse: HTML
    let sources: [Source]

    var html: HTML {
        """
        <h2 id="\(id)">\(question)</h2>
        \(reponse)
        <p class="small">\(sources.count == 1 ? "Source" : "Sources") : \(sources.map(\.enClair).joined(separator: " ; ")).</p>

        """
    }
}

extension [SectionSourcee] {
    /// A link to each section.
    /// - Parameter suite: more links, to other pages.
    func sommaire(puis suite: HTML? = nil) -> HTML {
        """
        <nav aria-label="Sur cette page">
        <ul>
        \(map { "<li><a href=\"#\($0.id)\">\($0.question)</a></li>\n" as HTML }.joined())\(suite)</ul>
        </nav>

        """
    }
}
