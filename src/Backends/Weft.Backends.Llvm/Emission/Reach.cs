namespace Weft.Backends.Llvm;

/// <summary>What indices can reach, in 128 bits: extents are below 2^40 and strides of 64 bits, so that nothing wraps around.</summary>
internal sealed class Reach(FunctionEmitter to)
{
    /// <summary>A 64-bit number in 128 bits.</summary>
    public string Wide(string number) => number[0] == '%' ? to.Assign($"sext i64 {number} to i128") : number;

    /// <summary>How far the last of some elements is from the first.</summary>
    public string Span(string extent, string stride) => to.Assign($"mul i128 {to.Assign($"sub i128 {Wide(extent)}, 1")}, {Wide(stride)}");

    public string Add(string a, string b) => to.Assign($"add i128 {a}, {b}");

    /// <summary>Whether a position is one of so many.</summary>
    public string IsBelow(string position, string count) => to.Assign($"icmp ult i128 {position}, {Wide(count)}");

    /// <summary>Whether all elements of a view are in the memory that it looks at; when it has none, they are.</summary>
    public string LiesIn(IReadOnlyList<string> extents, IReadOnlyList<string> strides, MemRefOperand.Memory memory)
    {
        var (lowest, highest, empty) = (Wide(memory.Offset), Wide(memory.Offset), "false");
        to.Module.Declare("llvm.smin.i128", "i128 @llvm.smin.i128(i128, i128)");
        to.Module.Declare("llvm.smax.i128", "i128 @llvm.smax.i128(i128, i128)");
        for (var d = 0; d < extents.Count; d++)
        {
            var span = Span(extents[d], strides[d]);
            lowest = Add(lowest, to.Assign($"call i128 @llvm.smin.i128(i128 {span}, i128 0)"));
            highest = Add(highest, to.Assign($"call i128 @llvm.smax.i128(i128 {span}, i128 0)"));
            empty = to.Assign($"or i1 {empty}, {to.Assign($"icmp eq i64 {extents[d]}, 0")}");
        }

        var inside = to.Assign($"and i1 {IsBelow(lowest, memory.Count)}, {IsBelow(highest, memory.Count)}");
        return to.Assign($"or i1 {empty}, {inside}");
    }
}
