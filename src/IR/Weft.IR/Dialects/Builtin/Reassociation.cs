using System.Collections.Generic;
using System.Linq;

namespace Weft.IR;

/// <summary>Which dimensions of an expanded shape make up each dimension of the collapsed one: <c>[[0, 1], [2]]</c>.</summary>
public readonly record struct Reassociation(Sequence<Sequence<int>> Groups)
{
    public int Count => Groups.Count;

    public Sequence<int> this[int group] => Groups[group];

    public static Reassociation Of(ArrayAttr attribute) => new(attribute.Elements.Select(
        group => ((ArrayAttr)group).Elements.Select(index => (int)((IntegerAttr)index).Int64)));

    public static Reassociation Of(IEnumerable<IEnumerable<int>> groups) => new(groups.Select(g => g.ToSequence()).ToSequence());

    public ArrayAttr ToAttribute() => new(Groups.Select(
        group => (Attribute)new ArrayAttr(group.Select(index => (Attribute)IntegerAttr.I64(index)))));

    /// <summary>The collapsed shape; open where one of the extents is.</summary>
    public Sequence<long> Collapse(Sequence<long> expanded) =>
        Groups.Select(group => Extents.Product(group.Select(d => expanded[d])));
}
