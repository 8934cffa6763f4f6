"""What is said for each area of the body in a session made for the moment.

Every line stands in a bundled session word for word, so that both voices have spoken it; a test
holds that. Nothing here tenses a muscle. Stretches and shaking out are those of Calf Care, Cramp
Now and Shake It Loose, done small, before the person settles down.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Loosening(StrEnum):
    """What fits an area before it rests."""

    NONE = "none"
    SHAKE_ARM = "shake_arm"
    WALL = "wall"
    PULL_TOES = "pull_toes"
    WALK = "walk"
    ROLL = "roll"
    STRETCH = "stretch"


@dataclass(frozen=True, slots=True)
class Area:
    """The parts of the body it stands for, where attention goes, and two rounds of release."""

    parts: frozenset[str]
    attention: str
    rounds: tuple[tuple[str, str, str], tuple[str, str, str]]
    loosening: Loosening = Loosening.NONE
    eyes: bool = False


def _parts(names: str) -> frozenset[str]:
    return frozenset(names.split())


_FACE: Final = "Bring your attention to your forehead, and the skin around your eyes."
_LIDS: Final = "Let your eyelids be as heavy as they like."
_BROW: Final = "Let the brow grow wide and smooth."
_SMOOTH: Final = "And smooth everything out again."
_EASY: Final = "Nothing here needs to be held."
_LET_GO: Final = "Whatever it has been holding, it can let go."
_BREATH: Final = "With each breath out, let go a little more."
_WEIGHT: Final = "You can give it your whole weight."
_FEELS: Final = "It may feel warmer, or heavier, or just the same."
_NO_HURRY: Final = "There is no hurry at all."
_SETTLE: Final = "Notice the muscles settle, in their own time."

AREAS: Final = (
    Area(
        _parts("eyelid nose"),
        _FACE,
        ((_LIDS, "If a lid flickers, let it, and leave it be.", _EASY), (_BROW, _SMOOTH, _FEELS)),
        eyes=True,
    ),
    Area(
        _parts("scalp forehead temple ear"),
        _FACE,
        ((_BROW, "There is nothing to work out right now.", _EASY), (_SMOOTH, _LIDS, _FEELS)),
    ),
    Area(
        _parts("jaw chin cheek mouth"),
        "Now your jaw, your lips and your tongue.",
        (
            ("Let your teeth come apart a little.", "Your tongue can lie loose in your mouth.",
             _EASY),
            ("And let the jaw hang loose.", "Let the cheeks be soft, and the lips as they like.",
             _LET_GO),
        ),
    ),
    Area(
        _parts("throat neck_side neck_back head_back"),
        "Come to your neck, the back of it, and the throat.",
        (
            ("And let the head be heavy.", "Let it rest wherever it is easy.", _WEIGHT),
            ("The throat can be wide and easy.", _EASY, _BREATH),
        ),
        Loosening.ROLL,
    ),
    Area(
        _parts("shoulder_top shoulder"),
        "Now let your attention go to your shoulders.",
        (
            ("Let the shoulders sink away from your ears.",
             "Feel how their weight is carried for you.", _BREATH),
            ("And let the shoulders slide apart.", _EASY, _FEELS),
        ),
        Loosening.ROLL,
    ),
    Area(
        _parts("chest ribs"),
        "Come to your chest, and notice it move as you breathe.",
        (
            ("There is no need to breathe deeply.",
             "Let the breath come small and easy, by itself.",
             "Between the ribs, let everything soften."),
            ("Let the chest move the way it wants to.", _EASY, _NO_HURRY),
        ),
        Loosening.ROLL,
    ),
    Area(
        _parts("upper_abdomen lower_abdomen flank"),
        "Let your attention rest on your belly.",
        (
            ("Stop holding it in, and let it be round.", "Let it rise and fall with the breath.",
             "It has nothing to do just now."),
            ("And let the belly go soft.", "You don't need to hold it in.", _NO_HURRY),
        ),
        Loosening.STRETCH,
    ),
    Area(
        _parts("upper_back mid_back lower_back"),
        "Now your back, from between the shoulder blades down to the waist.",
        (
            ("Let it spread out against whatever holds it.", _WEIGHT, _LET_GO),
            (_EASY, _BREATH, _FEELS),
        ),
        Loosening.STRETCH,
    ),
    Area(
        _parts("hip groin buttock"),
        "Now the hips, and all that you are resting on.",
        ((_WEIGHT, _EASY, _BREATH), (_LET_GO, _SETTLE, _FEELS)),
        Loosening.WALK,
    ),
    Area(
        _parts("biceps triceps elbow"),
        "Next, the upper arms, and the hollow of each elbow.",
        (
            ("Let your elbows go loose and easy.", "Feel the long muscles lengthen again.",
             "Nothing has to hold the arm up now."),
            ("Your arms can just lie there, as heavy as they are.", _SETTLE, _FEELS),
        ),
        Loosening.SHAKE_ARM,
    ),
    Area(
        _parts("inner_forearm outer_forearm wrist palm hand_back thumb index_finger middle_finger"
               " ring_finger little_finger"),
        "Now both hands, up to the elbows.",
        (
            ("Let your hands open, and the fingers curl the way they like.",
             "The forearm can go soft as well, right up to the elbow.", _FEELS),
            ("Let each finger loosen, one after the other.",
             "Let the hands rest wherever they lie.", _EASY),
        ),
        Loosening.SHAKE_ARM,
    ),
    Area(
        _parts("front_thigh inner_thigh hamstring"),
        "Next, both thighs, all the way around.",
        (
            ("Let the thighs be loose and heavy.", "Feel the weight of the thigh where it rests.",
             _SETTLE),
            ("Both legs can rest now, from the hips to the toes.", _BREATH, _FEELS),
        ),
        Loosening.WALK,
    ),
    Area(
        _parts("knee knee_back"),
        "Go on to your knees, in front and behind.",
        (
            ("The hollow behind the knee can be soft and wide.", _EASY, _NO_HURRY),
            ("Both legs can rest now, from the hips to the toes.", _LET_GO, _FEELS),
        ),
        Loosening.WALK,
    ),
    Area(
        _parts("shin inner_calf outer_calf achilles"),
        "Now the calves, and the long bone in front of them.",
        (
            ("Let the calves be soft and heavy.", "You can give them back to the ground.", _BREATH),
            ("Let the lower leg rest its whole weight.", _SETTLE, _FEELS),
        ),
        Loosening.WALL,
    ),
    Area(
        _parts("ankle heel foot_top big_toe toes"),
        "Let your feet be as still, or as restless, as they are.",
        (
            ("Let the sole of the foot go soft.", "Let the foot be loose and easy.",
             "Feel where they touch, and where they do not."),
            (_EASY, _NO_HURRY, _FEELS),
        ),
        Loosening.PULL_TOES,
    ),
)  # fmt: skip
"""Each part of the body is in exactly one."""

WHOLE: Final = Area(
    frozenset(),
    "Now let the whole body be soft at the same time.",
    (
        ("Let the shoulders sink away from your ears.", "Let your teeth come apart a little.",
         "Your arms can just lie there, as heavy as they are."),
        ("Let it rise and fall with the breath.",
         "Both legs can rest now, from the hips to the toes.", _BREATH),
    ),
    Loosening.STRETCH,
)  # fmt: skip
"""For so many places that one after another would take too long."""

ARM: Final = {
    "right": ("Let your right hand hang, and shake it from the wrist.",
              "Let the shaking go up into the whole arm.", "And let the arm hang still."),
    "left": ("Now shake the left hand, loosely from the wrist.",
             "Let it reach the elbow, and the shoulder as well.", "And let the arm hang still."),
}  # fmt: skip
CALF: Final = {
    "right": ("Put your right leg back, and keep its heel on the floor.",
              "Keep that knee straight, and lean slowly towards the wall.",
              "Stay where you feel a mild pull, and breathe."),
    "left": ("Now put your left leg back, with its heel on the floor.",
             "Keep that knee straight, and lean slowly towards the wall.",
             "Stay where you feel a mild pull, and breathe."),
}  # fmt: skip
AT_THE_WALL: Final = ("Stand facing a wall, with both hands on it.",
                      "It may pull a little, but it must not hurt.",
                      "Stay steady, and do not bounce.")  # fmt: skip
FROM_THE_WALL: Final = "Come out of it slowly, and bring the foot forward."
TOES: Final = ("For your calf or foot, keep the leg straight, and pull the toes towards your shin.",
               "Use your hand or a towel, and pull slowly.",
               "It may pull a little, but it must not hurt.",
               "Hold it there, and do not bounce.")  # fmt: skip
WALK: Final = "Walk a few steps, and let your legs swing."
LOOSE_LEGS: Final = "Let both legs be loose for a moment."
ROLL: Final = "Roll your shoulders once, if that feels good."
STRETCH: Final = "Stretch a little, if that feels good."
SIT: Final = ("Sit back so that the chair holds you, with both feet on the floor.",
              "Close your eyes, or let them rest on one spot.")  # fmt: skip
"""After what is done standing: eyes are closed in a chair only."""
SETTLE: Final = ("Close your eyes, or let them rest on one spot.", "Nothing has to change there.")
REST: Final = ("Let the whole body rest together, without doing anything.",
               "If some place is still tight, that is fine.")  # fmt: skip
COME_BACK: Final = ("Now come back, at your own pace.", "When you get up, get up slowly.")
FAR: Final = "Now let your eyes rest on something far away."
