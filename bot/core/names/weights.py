"""How much each piece of evidence counts. Above 0 speaks for a name.

First set by hand, then moved a little by a logistic regression over the sentences of four writers, copies of them with
other names, other capitals and no accents, and what the bot itself says (tools/fit_names.py); how they do is in
docs/names.md.
"""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    # What a word is, and how it is written
    "frequent_name/low": 4.33, "frequent_name/start": 5.01, "frequent_name/mid": 4.61, "frequent_name/up": 4.03,
    "frequent_name/shout": 5.31,
    "known_name/low": 3.92, "known_name/start": 3.68, "known_name/mid": 4.36, "known_name/up": 2.87,
    "known_name/shout": 4.55,
    "rare_name/low": 3.14, "rare_name/start": 3.05, "rare_name/mid": 3.77, "rare_name/up": -0.99,
    "rare_name/shout": 3.02,
    "near_name/low": 2.7, "near_name/start": 1.84, "near_name/mid": 3.14, "near_name/up": -1,
    "near_name/shout": 2.76,
    "unknown/low": 0.6, "unknown/start": 1.94, "unknown/mid": 2.78, "unknown/up": -2.89, "unknown/shout": 0.58,
    "near_word/low": -0.89, "near_word/start": 1.21, "near_word/mid": 2, "near_word/up": -3.6,
    "near_word/shout": -0.62,
    "both/low": -1.79, "both/start": -0.04, "both/mid": 0.05, "both/up": -2.08, "both/shout": -1.98,
    "both_surname/low": -2.28, "both_surname/start": -1.12, "both_surname/mid": 0.78, "both_surname/up": -3.05,
    "both_surname/shout": -2.54,
    "both_elsewhere/low": -0.96, "both_elsewhere/start": 2.46, "both_elsewhere/mid": 1.87,
    "both_elsewhere/up": -1.01, "both_elsewhere/shout": -0.38,
    "word/low": -9, "word/start": -6.88, "word/mid": -4.6, "word/up": -5.8, "word/shout": -9,
    "word_elsewhere/low": -9, "word_elsewhere/start": -2.01, "word_elsewhere/mid": 0.31, "word_elsewhere/up": -4.71,
    "word_elsewhere/shout": -9,
    "place_name/low": 0.25, "place_name/start": 0.98, "place_name/mid": 0.55, "place_name/up": -1.12,
    "place_name/shout": 0.27,
    "place/low": -1, "place/start": -2.45, "place/mid": -0.46, "place/up": -4, "place/shout": -0.63,
    "proper/low": -3.27, "proper/start": -4.04, "proper/mid": -2.33, "proper/up": -3.35, "proper/shout": -2.06,
    "thing_given/low": -2.02, "thing_given/start": -1.08, "thing_given/mid": -2.26, "thing_given/up": -4.12,
    "thing_given/shout": -1.87,
    "thing_surname/low": -3.5, "thing_surname/start": -3.34, "thing_surname/mid": -2.3, "thing_surname/up": -5,
    "thing_surname/shout": -3.13,
    "known_thing/low": -7.37, "known_thing/start": -5.64, "known_thing/mid": -5.71, "known_thing/up": -7.06,
    "known_thing/shout": -7.29,
    "seldom/low": -1.03, "seldom/start": -1.74, "seldom/mid": 0.5, "seldom/up": -3.86, "seldom/shout": -1.46,
    "initial/low": -9, "initial/start": -4.15, "initial/mid": -3.28, "initial/up": -2.5, "initial/shout": -5.82,
    "initials/low": -9, "initials/start": 0.32, "initials/mid": 2.37, "initials/up": 0, "initials/shout": -3,
    "function/low": -12, "function/start": -12, "function/mid": -12, "function/up": -12, "function/shout": -12,
    "inflected/low": -4.83, "inflected/start": -2.41, "inflected/mid": 1, "inflected/up": -3.56,
    "inflected/shout": -4.05,
    "bound_verb/low": -3,
    # What else is known of it, and what stands around it
    "adjective_asked/cap": 0.66, "adjective_asked/low": 0.21, "after_colon": 2.17, "after_comma": -0.05,
    "alone": -0.55, "among_places": -2.5, "articles_before": -0.73, "at_the_corner": -5.5, "bare": -0.86,
    "beside_thing_after": 0.36, "beside_thing_before": -1.74, "both_word_1_given_2": 0.8, "both_word_1_given_3": 1.58,
    "both_word_2_given_2": 0.72, "both_word_2_given_3": -0.41, "both_word_3_given_2": 0.06,
    "both_word_3_given_3": -1.2, "bound_verb/cap": -0.27, "calls_before": 1.29, "capital_after": 0.91,
    "capital_before": 1.1, "capital_en": 0.3, "capital_es": -0.39, "capital_fr": -0.16, "capital_word_after": -0.72,
    "capital_word_before": -0.37, "comma_after": 0.38, "deed_after": 1.26, "determiners_before": -3.6,
    "done_to_before": 0.45, "either_alone_after_preposition": 0.25, "either_as_object": 2.17,
    "either_as_subject": 1.26, "either_done_to": 0.49, "either_in_pair": 0.7, "explained": 1.89, "first": 0.48,
    "given_1": -0.04, "given_2": -0.2, "given_3": 2.16, "glued": -0.69, "handle": 0.99, "honorific_before": 5.6,
    "in_address": -0.01, "in_institution": -4.2, "initial_after": 0.41, "initial_before": 1.11, "introduced": 0.8,
    "is_deed": -1.71, "is_thing_word": -3.29, "joins_before": 0.13, "last": -0.37, "le_before": -2.68,
    "listed_far_with_thing": -3.11, "listed_with_either": 1.21, "listed_with_head": -1.13, "listed_with_name": 1.73,
    "listed_with_thing": -4.01, "listed_with_words": -2.45, "model_of": -8, "motion_a": -0.98, "name_after": 0.03,
    "name_before": 2.05, "named_after": -7.41, "namelike_after": -0.23, "namelike_before": 0.57, "nickname": 2.19,
    "nickname_word": 2.98, "noun_asked/cap": -0.11, "noun_asked/low": -0.51, "noun_before": -1.62,
    "number_after": -0.72, "number_before": -2.16, "object_after/cap": -0.33, "object_after/low": -0.98,
    "of_department": 1.44, "on_the_way": -2.5, "owned": 1.05, "owner_of": 1.62, "personal_a": 1.18,
    "personal_al": 1.76, "place_as_place": -3.49, "place_with_place": -1.44, "place_within": -4.13,
    "places_before": 0.07, "rank": -3.5, "role_before": 1.43, "row_with_brand": -2.23, "row_with_head": -1.12,
    "row_with_thing": -1.4, "saint_surname": 3.5, "seat_of_thing": -3, "share_1/cap": 1.04, "share_1/low": 0.64,
    "share_1/start": -0.67, "share_2/cap": 0.85, "share_2/low": -0.13, "share_2/start": 0.15, "share_3/cap": -0.91,
    "share_3/low": 0.67, "share_3/start": 0.39, "share_4/cap": -0.56, "share_4/low": 0.21, "share_4/start": 0.06,
    "share_5/cap": 0.58, "share_5/low": 0.97, "share_5/start": 1.25, "share_6/cap": 0.82, "share_6/low": -0.08,
    "share_6/start": 0.27, "share_7/cap": 1.24, "share_7/low": 0.8, "share_7/start": 0.3, "signature": 1.97,
    "surname_1": 0.23, "surname_2": -0.61, "surname_3": -0.04, "the_before": -3.09, "thing_after": -3.08,
    "quality_asked": -3, "thing_before": -7.32, "time_asked": -2.99, "verb_asked/cap": 0.29, "verb_asked/low": -1.53,
    "within_before": -4.95, "word_1": 1.02, "word_2": 0.31, "word_3": -0.13,
}  # fmt: skip
