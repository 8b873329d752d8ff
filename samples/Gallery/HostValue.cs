using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Weft.Runtime;

namespace Weft.Samples;

/// <summary>C# numbers, structs and arrays of either as the tensors that kernels are called with by name. A struct is one tensor for each
/// number in it, whose name has the fields on the way behind dots: <c>bodies.velocity.x</c>.</summary>
internal static partial class HostValue
{
    /// <param name="spelled">Makes of the name of a field that of the tensor.</param>
    public static IEnumerable<(string Name, Tensor Value)> ToTensors(string name, object value, Func<string, string> spelled) =>
        Leaves(ElementType(value)).Select(leaf => (NameOf(name, leaf, spelled), ToTensor(value, leaf)));

    /// <summary>Gives the numbers of a tensor to the array, or to the fields of its elements, that it has the name of.</summary>
    public static void CopyTo(string tensor, Tensor numbers, string name, Array array, Func<string, string> spelled)
    {
        var leaf = Leaves(ElementType(array)).First(leaf => NameOf(name, leaf, spelled) == tensor);
        var flat = Array.CreateInstance(TypeOf(array, leaf), array.Length);
        numbers.Bytes.Span.CopyTo(Bytes(flat));
        var next = 0;
        foreach (var at in Positions(array)) array.SetValue(With(array.GetValue(at)!, leaf.AsSpan(), flat.GetValue(next++)!), at);
    }

    /// <summary>The numbers of a value, or of the elements of an array, in order.</summary>
    public static IEnumerable<object> Numbers(object value) =>
        (value is Array array ? array.Cast<object>() : [value])
            .SelectMany(element => Leaves(ElementType(value)).Select(leaf => Get(element, leaf)));

    private static Tensor ToTensor(object value, ImmutableArray<FieldInfo> leaf)
    {
        object[] elements = value is Array all ? [.. all.Cast<object>()] : [value];
        var flat = Array.CreateInstance(TypeOf(value, leaf), elements.Length);
        for (var i = 0; i < elements.Length; i++) flat.SetValue(Get(elements[i], leaf), i);
        ImmutableArray<long> shape = value is Array array ? [.. Enumerable.Range(0, array.Rank).Select(array.GetLongLength)] : [];
        return new Tensor(HostTypes.ElementTypeOf(TypeOf(value, leaf)), shape, Bytes(flat).ToArray());
    }

    // The fields on the way to each number; none for a number itself.
    private static IEnumerable<ImmutableArray<FieldInfo>> Leaves(Type type) => type.IsPrimitive || type == typeof(Half) ? [[]]
        : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(field => Leaves(field.FieldType).Select(rest => rest.Insert(0, field)));

    private static Type ElementType(object value) => value is Array ? value.GetType().GetElementType()! : value.GetType();

    private static Type TypeOf(object value, ImmutableArray<FieldInfo> leaf) => leaf.IsEmpty ? ElementType(value) : leaf[^1].FieldType;

    private static object Get(object value, ImmutableArray<FieldInfo> leaf) =>
        leaf.Aggregate(value, (part, field) => field.GetValue(part)!);

    private static object With(object value, ReadOnlySpan<FieldInfo> leaf, object number)
    {
        if (leaf.IsEmpty) return number;
        leaf[0].SetValue(value, With(leaf[0].GetValue(value)!, leaf[1..], number));
        return value;
    }

    private static string NameOf(string name, ImmutableArray<FieldInfo> leaf, Func<string, string> spelled) =>
        string.Join('.', leaf.Select(field => spelled(Decoration().Replace(field.Name, ""))).Prepend(name));

    // What compilers and libraries write around the name of a property: <Velocity>k__BackingField, m_real.
    [GeneratedRegex("^<|>k__BackingField$|^m_")]
    private static partial Regex Decoration();

    private static IEnumerable<int[]> Positions(Array array)
    {
        for (var flat = 0; flat < array.Length; flat++)
        {
            var at = new int[array.Rank];
            for (var (d, rest) = (array.Rank - 1, flat); d >= 0; rest /= array.GetLength(d--)) at[d] = rest % array.GetLength(d);
            yield return at;
        }
    }

    private static Span<byte> Bytes(Array array) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), Buffer.ByteLength(array));
}
