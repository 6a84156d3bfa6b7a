/// One node of the logical structure (ISO 32000-1 §14.7.2); its parent and children are indices.
struct StructureElement {
    enum Kind: String {
        case document = "Document", section = "Sect", paragraph = "P", heading1 = "H1", heading2 = "H2", heading3 = "H3"
        case heading4 = "H4", heading5 = "H5", heading6 = "H6", table = "Table", row = "TR", header = "TH", cell = "TD"
        case list = "L", item = "LI", label = "Lbl", body = "LBody", figure = "Figure", link = "Link", form = "Form"
    }

    enum Child {
        case element(Int)
        /// A marked-content sequence of a page.
        case content(page: Int, identifier: Int)
        case annotation(Int)
    }

    enum Attributes {
        case none
        case scope(HeaderScope)
        case boundingBox(Rectangle)
        case summary(String)
    }

    let kind: Kind
    let parent: Int?
    var children: [Child] = []
    var attributes = Attributes.none
    var alternative: String?

    /// The page of its content: an element that has some stands on one page.
    var page: Int? {
        for case .content(let page, _) in children { return page }
        return nil
    }
}
