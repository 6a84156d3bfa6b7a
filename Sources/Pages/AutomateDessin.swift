import Markup
import Procedure

/// The drawing of a state machine, for a narrow screen first: the states from top to bottom, each a box that lists
/// what leads away from it. What goes down leaves and arrives at the left, what goes up at the right; arrows to the
/// same state share one lane, so that a label never lies under a line.
struct AutomateDessin {
    let automate: Automate
    /// The name of the state to mark « vous êtes ici ».
    let ici: String?
    private let communes: [[Automate.Fleche]]
    private let fleches: [Automate.Fleche]

    init(automate: Automate, ici: String? = nil) {
        (self.automate, self.ici, communes) = (automate, ici, automate.communes)
        let told = Set(communes.map { $0[0].nom })
        fleches = automate.fleches.filter { !told.contains($0.nom) }
    }

    private static let width = 320, title = 34, row = 24, foot = 8, gap = 20, lane = 15, margin = 8

    var html: HTML {
        let boxes = boxes(), height = boxes.last.map { $0.bottom + 2 } ?? 0
        let down = Side(lanes: lanes(boxes, goingDown: true)), up = Side(lanes: lanes(boxes, goingDown: false))
        let left = Self.margin + Self.lane * down.count, right = Self.width - Self.margin - Self.lane * up.count
        return """
            <figure class="machine">
            <svg viewBox="0 0 \(Self.width) \(height)" role="img" aria-labelledby="machine-\(automate.nom)-titre machine-\(automate.nom)-description">
            <title id="machine-\(automate.nom)-titre">\(automate.titre)</title>
            <desc id="machine-\(automate.nom)-description">\(automate.etats.count) états et \(automate.fleches.count) passages, écrits dans la liste qui suit.\(ici.map { " Vous êtes ici : \(automate.libelle($0))." } ?? "")</desc>
            <g fill="none" stroke="currentColor">
            \(boxes.map { frame($0, left, right) }.joined())\(boxes.flatMap { box in box.rows.map { arrow($0, boxes, $0.goesDown ? down : up, $0.goesDown ? left : right) } }.joined())</g>
            \(boxes.map { words($0, left, right) }.joined())</svg>
            \(caption)</figure>

            """
    }

    private var caption: HTML? {
        if communes.isEmpty { return nil }
        let lines = communes.map { group -> HTML in
            let sources = Set(group.map(\.de)), others = automate.etats.filter { !sources.contains($0.nom) && $0.nom != group[0].vers }.map { "« \($0.libelle) »" }
            let except = others.isEmpty ? "De partout" : "De partout, sauf de \(others.joined(separator: " et de "))"
            return "<p>\(except) : \(group[0].libelle) → <strong>\(automate.libelle(group[0].vers))</strong></p>\n"
        }
        return "<figcaption>\n\(lines.joined())</figcaption>\n"
    }

    // MARK: Places

    private struct Row {
        let fleche: Automate.Fleche
        let goesDown: Bool
        let y: Int
    }

    private struct Box {
        let etat: Automate.Etat
        let top: Int
        let rows: [Row]
        /// Where arrows arrive.
        var entry: Int { top + AutomateDessin.title / 2 }
        var bottom: Int { top + AutomateDessin.title + rows.count * AutomateDessin.row + AutomateDessin.foot }
    }

    /// The arrows of one side: each target has its lane, counted from the boxes outwards.
    private struct Side {
        var lanes: [String: Int]
        var count: Int { (lanes.values.max() ?? -1) + 1 }
    }

    private func rank(_ etat: String) -> Int { automate.etats.firstIndex { $0.nom == etat } ?? 0 }

    private func boxes() -> [Box] {
        var top = 2
        return automate.etats.enumerated().map { index, etat in
            // The farthest first on the way down, the nearest first on the way up: no lane crosses the line to another.
            let leaving = fleches.filter { $0.de == etat.nom }
            let down = leaving.filter { rank($0.vers) > index }.sorted { rank($0.vers) > rank($1.vers) }
            let up = leaving.filter { rank($0.vers) <= index }.sorted { rank($0.vers) > rank($1.vers) }
            let rows = (down + up).enumerated().map { line, fleche in
                Row(fleche: fleche, goesDown: line < down.count, y: top + Self.title + line * Self.row + Self.row / 2)
            }
            let box = Box(etat: etat, top: top, rows: rows)
            top = box.bottom + Self.gap
            return box
        }
    }

    /// The shortest nearest to the boxes; two that overlap are never in the same lane.
    private func lanes(_ boxes: [Box], goingDown: Bool) -> [String: Int] {
        var spans: [(vers: String, span: ClosedRange<Int>)] = []
        for target in boxes {
            let starts = boxes.flatMap(\.rows).filter { $0.goesDown == goingDown && $0.fleche.vers == target.etat.nom }.map(\.y)
            let ends = starts + [target.entry]
            if let low = ends.min(), let high = ends.max(), low < high { spans.append((target.etat.nom, low...high)) }
        }
        spans.sort { $0.span.count < $1.span.count }
        var taken: [[ClosedRange<Int>]] = [], lanes: [String: Int] = [:]
        for (vers, span) in spans {
            let free = taken.firstIndex { $0.allSatisfy { !$0.overlaps(span) } } ?? taken.count
            if free == taken.count { taken.append([]) }
            taken[free].append(span)
            lanes[vers] = free
        }
        return lanes
    }

    // MARK: Lines

    private func frame(_ box: Box, _ left: Int, _ right: Int) -> HTML {
        "<rect class=\"state\(box.etat.nom == ici ? " here" : "")\" x=\"\(left)\" y=\"\(box.top)\" width=\"\(right - left)\" height=\"\(box.bottom - box.top)\" rx=\"6\"/>\n"
    }

    private func words(_ box: Box, _ left: Int, _ right: Int) -> HTML {
        let here: HTML? = box.etat.nom == ici
            ? "<text class=\"words accented\" x=\"\(right - 12)\" y=\"\(box.top + 22)\" font-size=\"13\" text-anchor=\"end\">vous êtes ici</text>\n" : nil
        let labels = box.rows.map { row -> HTML in
            let x = row.goesDown ? left + 12 : right - 12, anchor: HTML = row.goesDown ? "" : " text-anchor=\"end\""
            return "<text class=\"words\" x=\"\(x)\" y=\"\(row.y + 5)\" font-size=\"14\"\(anchor)>\(row.fleche.libelle)</text>\n"
        }
        return "<text class=\"words name\" x=\"\(left + 12)\" y=\"\(box.top + 23)\" font-size=\"17\">\(box.etat.libelle)</text>\n\(here)\(labels.joined())"
    }

    private func arrow(_ row: Row, _ boxes: [Box], _ side: Side, _ edge: Int) -> HTML {
        let end = boxes[rank(row.fleche.vers)].entry, out = row.goesDown ? -1 : 1
        let x = edge + out * (Self.margin + Self.lane * (side.lanes[row.fleche.vers] ?? 0) + 4), turn = row.y < end ? 5 : -5
        return """
            <path class="arrow\(row.fleche.isImposed ? " imposed" : "")" d="M\(edge) \(row.y)H\(x - out * 5)Q\(x) \(row.y) \(x) \(row.y + turn)V\(end - turn)Q\(x) \(end) \(x - out * 5) \(end)H\(edge + out * 6)"/>
            <path class="head" d="M\(edge) \(end)l\(out * 10) -5v10z"/>

            """
    }
}
