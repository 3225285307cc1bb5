"""The 64 emoji of an emoji verification, in the order of the specification, with their names.

Specification: client-server API, "SAS method: emoji". The names are those people use in Mexico and in Quebec; the
picture is what both sides compare, so a client with other names does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model import Language


@dataclass(frozen=True, slots=True)
class NamedEmoji:
    emoji: str
    en: str
    es: str
    fr: str

    def name(self, language: Language) -> str:
        """In English for a language without names."""
        return {"es": self.es, "fr": self.fr}.get(language, self.en)


EMOJI: tuple[NamedEmoji, ...] = (
    NamedEmoji("🐶", "Dog", "Perro", "Chien"),
    NamedEmoji("🐱", "Cat", "Gato", "Chat"),
    NamedEmoji("🦁", "Lion", "León", "Lion"),
    NamedEmoji("🐎", "Horse", "Caballo", "Cheval"),
    NamedEmoji("🦄", "Unicorn", "Unicornio", "Licorne"),
    NamedEmoji("🐷", "Pig", "Cochino", "Cochon"),
    NamedEmoji("🐘", "Elephant", "Elefante", "Éléphant"),
    NamedEmoji("🐰", "Rabbit", "Conejo", "Lapin"),
    NamedEmoji("🐼", "Panda", "Panda", "Panda"),
    NamedEmoji("🐓", "Rooster", "Gallo", "Coq"),
    NamedEmoji("🐧", "Penguin", "Pingüino", "Manchot"),
    NamedEmoji("🐢", "Turtle", "Tortuga", "Tortue"),
    NamedEmoji("🐟", "Fish", "Pescado", "Poisson"),
    NamedEmoji("🐙", "Octopus", "Pulpo", "Pieuvre"),
    NamedEmoji("🦋", "Butterfly", "Mariposa", "Papillon"),
    NamedEmoji("🌷", "Flower", "Flor", "Fleur"),
    NamedEmoji("🌳", "Tree", "Árbol", "Arbre"),
    NamedEmoji("🌵", "Cactus", "Nopal", "Cactus"),
    NamedEmoji("🍄", "Mushroom", "Hongo", "Champignon"),
    NamedEmoji("🌏", "Globe", "Globo terráqueo", "Globe terrestre"),
    NamedEmoji("🌙", "Moon", "Luna", "Lune"),
    NamedEmoji("☁️", "Cloud", "Nube", "Nuage"),
    NamedEmoji("🔥", "Fire", "Fuego", "Feu"),
    NamedEmoji("🍌", "Banana", "Plátano", "Banane"),
    NamedEmoji("🍎", "Apple", "Manzana", "Pomme"),
    NamedEmoji("🍓", "Strawberry", "Fresa", "Fraise"),
    NamedEmoji("🌽", "Corn", "Elote", "Maïs"),
    NamedEmoji("🍕", "Pizza", "Pizza", "Pizza"),
    NamedEmoji("🎂", "Cake", "Pastel", "Gâteau"),
    NamedEmoji("❤️", "Heart", "Corazón", "Cœur"),
    NamedEmoji("😀", "Smiley", "Carita feliz", "Bonhomme sourire"),
    NamedEmoji("🤖", "Robot", "Robot", "Robot"),
    NamedEmoji("🎩", "Hat", "Sombrero", "Chapeau"),
    NamedEmoji("👓", "Glasses", "Lentes", "Lunettes"),
    NamedEmoji("🔧", "Spanner", "Llave de tuercas", "Clé à molette"),
    NamedEmoji("🎅", "Santa", "Santa Claus", "Père Noël"),
    NamedEmoji("👍", "Thumbs Up", "Pulgar arriba", "Pouce levé"),
    NamedEmoji("☂️", "Umbrella", "Paraguas", "Parapluie"),
    NamedEmoji("⌛", "Hourglass", "Reloj de arena", "Sablier"),
    NamedEmoji("⏰", "Clock", "Reloj", "Réveil"),
    NamedEmoji("🎁", "Gift", "Regalo", "Cadeau"),
    NamedEmoji("💡", "Light Bulb", "Foco", "Ampoule"),
    NamedEmoji("📕", "Book", "Libro", "Livre"),
    NamedEmoji("✏️", "Pencil", "Lápiz", "Crayon"),
    NamedEmoji("📎", "Paperclip", "Clip", "Trombone"),
    NamedEmoji("✂️", "Scissors", "Tijeras", "Ciseaux"),
    NamedEmoji("🔒", "Lock", "Candado", "Cadenas"),
    NamedEmoji("🔑", "Key", "Llave", "Clé"),
    NamedEmoji("🔨", "Hammer", "Martillo", "Marteau"),
    NamedEmoji("☎️", "Telephone", "Teléfono", "Téléphone"),
    NamedEmoji("🏁", "Flag", "Bandera", "Drapeau"),
    NamedEmoji("🚂", "Train", "Tren", "Train"),
    NamedEmoji("🚲", "Bicycle", "Bicicleta", "Vélo"),
    NamedEmoji("✈️", "Aeroplane", "Avión", "Avion"),
    NamedEmoji("🚀", "Rocket", "Cohete", "Fusée"),
    NamedEmoji("🏆", "Trophy", "Trofeo", "Trophée"),
    NamedEmoji("⚽", "Ball", "Balón", "Ballon"),
    NamedEmoji("🎸", "Guitar", "Guitarra", "Guitare"),
    NamedEmoji("🎺", "Trumpet", "Trompeta", "Trompette"),
    NamedEmoji("🔔", "Bell", "Campana", "Cloche"),
    NamedEmoji("⚓", "Anchor", "Ancla", "Ancre"),
    NamedEmoji("🎧", "Headphones", "Audífonos", "Casque d’écoute"),
    NamedEmoji("📁", "Folder", "Carpeta", "Dossier"),
    NamedEmoji("📌", "Pin", "Chinche", "Punaise"),
)


def named(indices: Sequence[int]) -> tuple[NamedEmoji, ...]:
    """Raises IndexError for a number above 63."""
    return tuple(EMOJI[index] for index in indices)
