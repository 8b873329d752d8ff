using System.Numerics;
using System.Reflection;
using Weft.IR;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>Values that find mistakes: many small ones, some at the edges of their type.</summary>
internal sealed class RandomArguments(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>An argument of a kernel's parameter. Arrays of one call have one extent, often none or one.</summary>
    public object Next(Type type, int extent)
    {
        if (type.IsByRef) type = type.GetElementType()!;
        if (!type.IsArray) return Number(type);
        var element = type.GetElementType()!;
        var array = Array.CreateInstance(element, [.. Enumerable.Range(0, type.GetArrayRank()).Select(d => extent + d)]);
        foreach (var at in Positions(array)) array.SetValue(Number(element), at);
        return array;
    }

    /// <summary>All subscripts of an array, in order.</summary>
    public static IEnumerable<int[]> Positions(Array array)
    {
        var extents = Enumerable.Range(0, array.Rank).Select(array.GetLength).ToArray();
        for (var flat = 0; flat < array.Length; flat++)
        {
            var at = new int[extents.Length];
            for (var (d, rest) = (extents.Length - 1, flat); d >= 0; rest /= extents[d--]) at[d] = rest % extents[d];
            yield return at;
        }
    }

    private object Number(Type type) =>
        type == typeof(bool) ? _random.Next(2) == 0
        : type == typeof(float) ? (float)Real()
        : type == typeof(double) ? Real()
        : type == typeof(Half) ? (Half)Real()
        : type == typeof(int) ? int.CreateTruncating(Whole())
        : type == typeof(uint) ? uint.CreateTruncating(Whole())
        : type == typeof(long) ? long.CreateTruncating(Whole())
        : type == typeof(ulong) ? ulong.CreateTruncating(Whole())
        : type == typeof(nint) ? nint.CreateTruncating(Whole())
        : type == typeof(nuint) ? nuint.CreateTruncating(Whole())
        : type == typeof(short) ? short.CreateTruncating(Whole())
        : type == typeof(ushort) ? ushort.CreateTruncating(Whole())
        : type == typeof(sbyte) ? sbyte.CreateTruncating(Whole())
        : type == typeof(byte) ? byte.CreateTruncating(Whole())
        : type == typeof(char) ? (object)(char)_random.Next(char.MaxValue + 1)
        : type.IsEnum ? Enum.ToObject(type, Number(Enum.GetUnderlyingType(type)))
        : IsStruct(type) ? Struct(type)
        : throw new ArgumentOutOfRangeException(nameof(type), type, "no values of this type");

    public static bool IsStruct(Type type) => type is { IsValueType: true, IsPrimitive: false, IsEnum: false } && type != typeof(Half);

    public static FieldInfo[] FieldsOf(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private object Struct(Type type)
    {
        var value = Activator.CreateInstance(type)!;
        foreach (var field in FieldsOf(type)) field.SetValue(value, Number(field.FieldType));
        return value;
    }

    private BigInteger Whole() => _random.Next(10) switch
    {
        < 6 => _random.Next(-20, 60),
        < 8 => _random.NextInt64(long.MinValue, long.MaxValue),
        8 => (BigInteger.One << _random.Next(64)) - _random.Next(2),
        _ => -(BigInteger.One << _random.Next(64)),
    };

    private double Real() => _random.Next(12) switch
    {
        < 8 => _random.NextDouble() * 20 - 8,
        8 => _random.Next(-5, 6) / 2.0,
        9 => Math.ScaleB(_random.NextDouble() - 0.5, _random.Next(-60, 90)),
        10 => _random.Next(2) == 0 ? 0.0 : -0.0,
        _ => (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity] is var special ? special[_random.Next(3)] : 0,
    };
}
