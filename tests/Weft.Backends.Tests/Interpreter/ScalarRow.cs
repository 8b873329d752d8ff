using System.Globalization;
using Weft.IR;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>A row of the truth table: an operation on some operands, and what mlir-cpu-runner computed on x86.</summary>
internal sealed record ScalarRow(string Op, string Type, string ResultType, string Operands, string Results)
{
    public IrType OperandType => TypeOf(Type);

    public IrType[] ResultTypes => Array.ConvertAll(ResultType.Split(','), TypeOf);

    public long[] OperandBits => Array.ConvertAll(Operands.Split(','), Hex);

    public long[] ResultBits => Array.ConvertAll(Results.Split(','), Hex);

    public bool IsBinary => Operands.Contains(',');

    /// <summary>How many units in the last place a result may be off.</summary>
    public int Tolerance => Op.StartsWith("math.", StringComparison.Ordinal) ? 2 : 0;

    /// <summary>The operation as a line of a program: <c>%r0, %r1 = op %a, %b : type</c>.</summary>
    public string Line
    {
        get
        {
            // arith.cmpi.slt -> arith.cmpi slt,
            var spelled = Op.Split('.') is [var dialect, var name, var predicate] ? $"{dialect}.{name} {predicate}," : Op;
            var names = string.Join(", ", ResultTypes.Select((_, i) => $"%r{i}"));
            var results = string.Join(", ", (object[])ResultTypes);
            var suffix = IsCast ? $"{Type} to {ResultType}" : Op == "arith.addui_extended" ? results : Type;
            return $"{names} = {spelled} {(IsBinary ? "%a, %b" : "%a")} : {suffix}";
        }
    }

    private bool IsCast => new IrContext(StandardDialects.All).FindOp(Op) is { } info
        && info.Create(new OperationState(info, default)) is CastOp;

    /// <summary>How many units in the last place the worst of some results is off.</summary>
    public long DistanceTo(long[] actual)
    {
        var (types, expected) = (ResultTypes, ResultBits);
        if (HasOpenSign && IsZero(types[0], actual[0]) && IsZero(types[0], expected[0])) return 0;
        return Enumerable.Range(0, types.Length).Max(i => Distance(actual[i], expected[i], types[i]));
    }

    // Which of two zeros is the larger, or the smaller, these operations leave open, and processors differ.
    private bool HasOpenSign => Op is "arith.maxnumf" or "arith.minnumf";

    private static bool IsZero(IrType type, long bits) => type is FloatType real && FloatFormat.ToDouble(real, (ulong)bits) == 0;

    /// <summary>Why a result may differ: where the oracle is not right, or free.</summary>
    public string? Excuse(long[] actual)
    {
        if (ResultTypes[0] is not FloatType type) return null;
        var (ours, theirs) = (FloatFormat.ToDouble(type, (ulong)actual[0]), FloatFormat.ToDouble(type, (ulong)ResultBits[0]));
        var sameSign = double.IsNegative(ours) == double.IsNegative(theirs);
        if (type == FloatType.BF16 && theirs == 0 && sameSign && Math.Abs(ours) <= Math.ScaleB(1, -126))
            return "the oracle's processor takes subnormal numbers for zero on the way to bf16";
        if (Op == "arith.minimumf" && ours == 0 && theirs == 0) return "of two zeros the oracle takes the second operand, not the smaller";
        if (HasOpenSign && double.IsNaN(ours) && double.IsInfinity(theirs))
            return "folding takes the other operand of an infinity, as mlir-opt does, also when that is no number";
        var unit = Math.ScaleB(1, -type.MantissaBits);
        return Op is "math.expm1" or "math.log1p" && Math.Abs(ours - theirs) <= 2 * unit
            ? "the oracle computes exp(x) - 1 and log(1 + x) as written, which cancels near zero"
            : null;
    }

    /// <summary>Whether a bf16 among the operands and results is subnormal: processors that convert to bf16 take those for zero.</summary>
    public bool HasSubnormalBf16 =>
        OperandBits.Select(bits => (bits, OperandType)).Concat(ResultBits.Zip(ResultTypes))
            .Any(value => value.Item2 == FloatType.BF16 && (value.Item1 & 0x7f80) == 0 && (value.Item1 & 0x7f) != 0);

    // NaNs agree: neither sign nor payload is defined. Zeros of different signs do not.
    private static long Distance(long actual, long expected, IrType type)
    {
        if (actual == expected) return 0;
        if (type is not FloatType real) return long.MaxValue;
        if (FloatFormat.IsNan(real, (ulong)actual) || FloatFormat.IsNan(real, (ulong)expected))
            return FloatFormat.IsNan(real, (ulong)actual) && FloatFormat.IsNan(real, (ulong)expected) ? 0 : long.MaxValue;
        var sign = 1L << (real.Width - 1);
        if (((actual ^ expected) & sign) != 0) return long.MaxValue;
        return Math.Abs((actual & ~sign) - (expected & ~sign));
    }

    /// <summary>The row of a line, whose cells are divided by tabs.</summary>
    public static ScalarRow Parse(string line)
    {
        var cells = line.Split('\t');
        return new(cells[0], cells[1], cells[2], cells[3], cells[4]);
    }

    private static long Hex(string text) => (long)ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IrType TypeOf(string name) => name == "index" ? IndexType.Instance
        : name[0] == 'i' ? IntegerType.Get(int.Parse(name[1..], CultureInfo.InvariantCulture))
        : FloatType.All.First(type => type.Name == name);
}
