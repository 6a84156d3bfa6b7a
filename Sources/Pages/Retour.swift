/// What is tried again: a page that was read, or a form that was sent, with its screened values.
public typealias Retour = (adresse: String, champs: [(nom: String, valeur: String)]?)
