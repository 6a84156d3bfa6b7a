/// What a trainer can whisper: a table, so that an event carries no typed value.
public enum Indice: String, CaseIterable, Sendable {
    case basDeLaPage, relireCode, modeleDeCarte, numeroDeSerie, demanderUnCode
    case lireLaDate, relireLeChoix, suppression
    case garderLaPreuve, appeler, messagerie, attendre
}
