"""How much each piece of evidence counts. Above 0 speaks for a name.

First set by hand, then moved a little by a logistic regression over the sentences of three writers and copies of them
with other names, other capitals and no accents (tests/data/names/*.dev.jsonl, *.more.jsonl, *.third.jsonl); how they
do is in docs/names.md.
"""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    # What a word is, and how it is written
    "frequent_name/low": 4.35, "frequent_name/start": 5.05, "frequent_name/mid": 4.61, "frequent_name/up": 4.04,
    "frequent_name/shout": 5.33,
    "known_name/low": 3.94, "known_name/start": 3.73, "known_name/mid": 4.37, "known_name/up": 2.89,
    "known_name/shout": 4.56,
    "rare_name/low": 3.16, "rare_name/start": 3.09, "rare_name/mid": 3.78, "rare_name/up": -0.99,
    "rare_name/shout": 3.04,
    "near_name/low": 2.71, "near_name/start": 1.85, "near_name/mid": 3.14, "near_name/up": -1,
    "near_name/shout": 2.77,
    "unknown/low": 0.63, "unknown/start": 1.98, "unknown/mid": 2.78, "unknown/up": -2.86, "unknown/shout": 0.61,
    "near_word/low": -0.88, "near_word/start": 1.25, "near_word/mid": 1.98, "near_word/up": -3.6,
    "near_word/shout": -0.61,
    "both/low": -1.98, "both/start": -0.18, "both/mid": 0.09, "both/up": -1.87, "both/shout": -2.14,
    "both_surname/low": -2.83, "both_surname/start": -1.59, "both_surname/mid": 0.51, "both_surname/up": -3.13,
    "both_surname/shout": -2.95,
    "both_elsewhere/low": -1.65, "both_elsewhere/start": 2.26, "both_elsewhere/mid": 1.56,
    "both_elsewhere/up": -1.04, "both_elsewhere/shout": -1.02,
    "word/low": -9, "word/start": -6.75, "word/mid": -4.41, "word/up": -5.76, "word/shout": -9,
    "word_elsewhere/low": -9, "word_elsewhere/start": -1.99, "word_elsewhere/mid": 0.37, "word_elsewhere/up": -4.71,
    "word_elsewhere/shout": -9,
    "place_name/low": 0.33, "place_name/start": 1.02, "place_name/mid": 0.61, "place_name/up": -1.12,
    "place_name/shout": 0.34,
    "place/low": -0.99, "place/start": -2.44, "place/mid": -0.46, "place/up": -4, "place/shout": -0.62,
    "proper/low": -3.26, "proper/start": -4.01, "proper/mid": -2.35, "proper/up": -3.37, "proper/shout": -2.02,
    "thing_given/low": -1.91, "thing_given/start": -0.99, "thing_given/mid": -2.19, "thing_given/up": -4.12,
    "thing_given/shout": -1.77,
    "thing_surname/low": -3.5, "thing_surname/start": -3.33, "thing_surname/mid": -2.3, "thing_surname/up": -5,
    "thing_surname/shout": -3.13,
    "known_thing/low": -7.34, "known_thing/start": -5.61, "known_thing/mid": -5.7, "known_thing/up": -7.06,
    "known_thing/shout": -7.27,
    "seldom/low": -1.03, "seldom/start": -1.7, "seldom/mid": 0.5, "seldom/up": -3.86, "seldom/shout": -1.45,
    "initial/low": -9, "initial/start": -4.15, "initial/mid": -3.29, "initial/up": -2.5, "initial/shout": -5.82,
    "initials/low": -9, "initials/start": 0.37, "initials/mid": 2.39, "initials/up": 0, "initials/shout": -3,
    "function/low": -12, "function/start": -12, "function/mid": -12, "function/up": -12, "function/shout": -12,
    "inflected/low": -4.82, "inflected/start": -2.4, "inflected/mid": 1, "inflected/up": -3.56,
    "inflected/shout": -4.04,
    "bound_verb/low": -3,
    # What else is known of it, and what stands around it
    "adjective_asked/cap": 0.65, "adjective_asked/low": 0.27, "after_colon": 2.19, "after_comma": -0.08,
    "alone": -0.54, "among_places": -2.5, "articles_before": -0.72, "at_the_corner": -4.01, "bare": -0.88,
    "beside_thing_after": 0.24, "beside_thing_before": -1.77, "both_word_1_given_2": 0.5, "both_word_1_given_3": 1.53,
    "both_word_2_given_2": 0.36, "both_word_2_given_3": -0.77, "both_word_3_given_2": 0.6,
    "both_word_3_given_3": -0.97, "bound_verb/cap": -0.27, "calls_before": 1.2, "capital_after": 0.81,
    "capital_before": 1.1, "capital_en": 0.23, "capital_es": -0.5, "capital_fr": -0.28, "capital_word_after": -0.56,
    "capital_word_before": -0.32, "comma_after": 0.35, "deed_after": 1.26, "determiners_before": -3.6,
    "done_to_before": 0.41, "either_alone_after_preposition": 0.23, "either_as_object": 2.19,
    "either_as_subject": 0.89, "either_done_to": 0.31, "either_in_pair": 0.66, "explained": 1.82, "first": 0.38,
    "given_1": -0.18, "given_2": -0.29, "given_3": 2.15, "glued": -0.68, "handle": 0.99, "honorific_before": 5.6,
    "in_address": -0.07, "in_institution": -4.2, "initial_after": 0.52, "initial_before": 1, "introduced": 1.05,
    "is_deed": -1.59, "is_thing_word": -3.32, "joins_before": 0.11, "last": -0.38, "le_before": -2.74,
    "listed_far_with_thing": -3.1, "listed_with_either": 1.15, "listed_with_head": -1.14, "listed_with_name": 1.77,
    "listed_with_thing": -3.97, "listed_with_words": -2.5, "model_of": -4, "motion_a": -0.97, "name_after": 0.04,
    "name_before": 2.12, "named_after": -7.4, "namelike_after": -0.26, "namelike_before": 0.63, "nickname": 2.19,
    "nickname_word": 2.98, "noun_asked/cap": -0.17, "noun_asked/low": -0.56, "noun_before": -1.64,
    "number_after": -0.73, "number_before": -2.15, "object_after/cap": -0.2, "object_after/low": -1,
    "of_department": 1.52, "on_the_way": -2.5, "owned": 1.04, "owner_of": 1.62, "personal_a": 1.26,
    "personal_al": 1.75, "place_as_place": -3.49, "place_with_place": -1.46, "place_within": -4.13,
    "places_before": 0.09, "rank": -3.5, "role_before": 1.45, "row_with_brand": -2.24, "row_with_head": -1.12,
    "row_with_thing": -1.44, "seat_of_thing": -3, "share_1/cap": 1.52, "share_1/low": 1.38, "share_1/start": 0.01,
    "share_2/cap": 1.56, "share_2/low": 0.57, "share_2/start": 1.09, "share_3/cap": -1.4, "share_3/low": 0.06,
    "share_3/start": -0.27, "share_4/cap": -0.57, "share_4/low": 0.12, "share_4/start": 0.04, "share_5/cap": 0.51,
    "share_5/low": 1.06, "share_5/start": 1.18, "share_6/cap": 0.86, "share_6/low": -0.06, "share_6/start": 0.28,
    "share_7/cap": 1.2, "share_7/low": 0.8, "share_7/start": 0.31, "signature": 1.97, "surname_1": 0.15,
    "surname_2": -0.57, "surname_3": -0.14, "the_before": -3.09, "thing_after": -3.07, "thing_before": -7.33,
    "time_asked": -2.98, "verb_asked/cap": 0.25, "verb_asked/low": -1.58, "within_before": -5, "word_1": 0.56,
    "word_2": 0.1, "word_3": -0.88,
}  # fmt: skip
