namespace Weft.Frontend.Dsl.BoundTree;

public enum UnaryOperator
{
    Negate,

    /// <summary><c>!</c> on bool.</summary>
    Not,

    /// <summary><c>~</c> on integers.</summary>
    Complement,
}

public enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,

    /// <summary>Truncates on integers; a zero divisor there is a checked error.</summary>
    Divide,

    /// <summary>The sign of the dividend; a zero divisor of integers is a checked error.</summary>
    Remainder,

    /// <summary>On integers and bool, as are <see cref="Or"/> and <see cref="Xor"/>.</summary>
    And,
    Or,
    Xor,

    /// <summary>By the count's low bits, as in C#.</summary>
    ShiftLeft,

    /// <summary>Arithmetic on signed types, logical on unsigned ones.</summary>
    ShiftRight,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// <summary>The builtins; their names in lower case are their spellings.</summary>
public enum MathFunction
{
    Abs,
    Min,
    Max,
    Clamp,
    Floor,
    Ceil,
    Round,
    Trunc,
    Sqrt,
    Rsqrt,
    Cbrt,
    Exp,
    Exp2,
    Expm1,
    Log,
    Log2,
    Log10,
    Log1p,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Atan2,
    Sinh,
    Cosh,
    Tanh,
    Erf,

    /// <summary>The logistic function: 1 / (1 + e^-x).</summary>
    Sigmoid,
    Pow,
    Fma,
    Sign,
    Copysign,
    Isnan,
    Isinf,
    Select,
}

/// <summary>The reductions; their names in lower case are their spellings. Over an empty range: 0, 1, the type's largest, the
/// type's smallest, false, true, NaN, 0, 0.</summary>
public enum ReductionKind
{
    Sum,
    Prod,
    Min,
    Max,
    Any,
    All,
    Mean,

    /// <summary>The first index at which the smallest value stands.</summary>
    Argmin,
    Argmax,
}

public enum LoopKind
{
    /// <summary>In the order as written.</summary>
    Sequential,

    /// <summary>Iterations are independent of each other.</summary>
    Parallel,

    /// <summary>Independent like those of <see cref="Parallel"/>, because the author says so: nothing is checked.</summary>
    Declared,

    /// <summary>Sums and other reductions into a variable may be reordered.</summary>
    Reassociate,

    /// <summary>Each turn takes what the one before made, over whole arrays.</summary>
    Time,
}
