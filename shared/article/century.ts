/**
 * The year that one of two figures means: of this century below `turn`, of the last from it on.
 * @param short 0 to 99
 * @param turn 50 as in mail (RFC 5322 §4.3); 70 for what computers wrote, which did not before
 */
export const fullYear = (short: number, turn = 50): number => short + (short < turn ? 2000 : 1900);
