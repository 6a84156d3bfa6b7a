import Markup

/// What the tests found: `constats.tsv`, which Tests/Browser writes (`--renew-statement`) and holds to each full run.
struct Constats: Sendable {
    /// A test, by its name in Tests/Browser.
    enum Test: String, CaseIterable, Sendable {
        case axe = "test_axe_finds_nothing"
        case debordement = "test_nothing_scrolls_sideways"
        case echantillon = "test_it_holds_in_a_pairwise_sample"
        case impression = "test_the_mark_is_printed_and_so_is_the_content"
        case clavier = "test_the_keyboard_alone_goes_through"
        case doigt = "test_a_finger_goes_through"
        case texte = "test_a_text_browser_goes_through"
        case sansStyle = "test_without_a_style_sheet"
        case navigateurs = "test_another_browser_goes_through"
        case poids = "test_the_page_is_light"

        var enClair: String {
            switch self {
            case .axe: "Règles automatiques (WCAG 2.2 A et AA, RGAA), et contraste de 7 pour 1 (AAA), en clair et en sombre"
            case .debordement: "À 320 pixels de large, ce qui vaut un zoom de 400 %, rien ne déborde et rien n’est perdu"
            case .echantillon: "Un échantillon de tous les états, avec et sans JavaScript, à 320 et 1 280 pixels, avec un texte espacé (WCAG 1.4.12)"
            case .impression: "La page imprimée garde son contenu et la marque de simulation"
            case .clavier: "La démarche entière au clavier seul"
            case .doigt: "La démarche entière au doigt, sur un écran de téléphone"
            case .texte: "La démarche entière dans un navigateur en texte (w3m)"
            case .sansStyle: "Sans feuille de style, sans image et sans JavaScript, rien n’est perdu et l’ordre reste le bon"
            case .navigateurs: "La démarche entière dans Firefox et WebKit"
            case .poids: "Le poids de la page, pour un vieux téléphone, et rien qui bouge une fois affiché"
            }
        }
    }

    struct Ligne: Sendable {
        var test: Test
        /// How many times it ran, at least, and how many of these failed.
        var minimum: Int, defauts: Int
    }

    /// The day of the run, in words.
    let date: String
    /// The version of axe-core.
    let axe: String
    let lignes: [Ligne]

    static let integres = Constats(String(decoding: PackageResources.constats_tsv, as: UTF8.self))

    /// - Parameter texte: `date` and `axe-core` with their value, then each test with its two figures, separated by tabs.
    init(_ texte: String) {
        let rows = texte.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        let values = Dictionary(rows.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { $1 }
        (date, axe) = (values["date"] ?? "", values["axe-core"] ?? "")
        lignes = rows.compactMap { row in
            guard row.count == 3, let test = Test(rawValue: row[0]), let minimum = Int(row[1]), let defauts = Int(row[2]) else { return nil }
            return Ligne(test: test, minimum: minimum, defauts: defauts)
        }
    }
}
