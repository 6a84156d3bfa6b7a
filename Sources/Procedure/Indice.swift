/// What a trainer can whisper: a table, so that an event carries no typed value.
public enum Indice: String, CaseIterable, Sendable {
    case basDeLaPage, relireCode, modeleDeCarte, numeroDeSerie, demanderUnCode
    case lireLaDate, relireLeChoix, suppression
    case garderLaPreuve, appeler, messagerie, attendre

    /// The step at which it helps; `nil`: at any.
    public var etape: Etape? {
        switch self {
        case .basDeLaPage, .relireCode, .modeleDeCarte, .numeroDeSerie, .demanderUnCode: .identification
        case .lireLaDate, .suppression: .choix
        case .relireLeChoix: .confirmation
        case .garderLaPreuve: .priseEnCompte
        case .appeler, .messagerie, .attendre: nil
        }
    }
}
