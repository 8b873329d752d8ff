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

    /// <summary>The group in which a dimension is.</summary>
    public int IndexOf(int dimension)
    {
        var group = 0;
        while (!Groups[group].Contains(dimension)) group++;
        return group;
    }

    /// <summary>The collapsed shape; open where one of the extents is.</summary>
    public Sequence<long> Collapse(Sequence<long> expanded) =>
        Groups.Select(group => Extents.Product(group.Select(d => expanded[d])));

    /// <summary>Whether dimensions that were joined (or split) by these groups are as before when they are split (or joined) by
    /// others.</summary>
    public bool IsUndoneBy(Reassociation after, IrType before, IrType result)
    {
        if (before != result) return false;
        var shape = ((ShapedType)before).Shape;
        if (Extents.CountOpen(shape) < 2) return true;
        if (this != after) return false;
        // Which extents an open one is split into is not known.
        return Count == shape.Count || Groups.All(group => group.Count(d => Extents.IsOpen(shape[d])) < 2);
    }

    /// <summary>The open extents of a shape with split dimensions: those of the dimensions, divided by what the types say of the other
    /// parts.</summary>
    public IReadOnlyList<Value> OpenParts(Builder builder, Sequence<long> shape, IReadOnlyList<Value?> extents)
    {
        var values = new List<Value>();
        for (var i = 0; i < Count; i++)
        {
            var parts = Groups[i].Select(d => shape[d]);
            if (!parts.Any(Extents.IsOpen)) continue;
            var known = Extents.Product(parts.Where(part => !Extents.IsOpen(part)));
            values.Add(known == 1 ? extents[i]! : builder.Add(new DivUIOp(extents[i]!, builder.Add(ConstantOp.Index(known)))));
        }

        return values;
    }

    /// <summary>Groups of groups: first by the inner ones, which are those of the larger shape, then by the outer ones; null when they
    /// do not fit or the outer ones do nothing.</summary>
    public static Reassociation? Compose(Reassociation inner, Reassociation outer)
    {
        if (inner.Count == outer.Count) return null;
        if (outer.Count == 0) return outer;
        return outer.Groups.Sum(g => g.Count) == inner.Count
            ? Of(outer.Groups.Select(g => g.SelectMany(d => inner[d])))
            : null;
    }

    /// <summary>Which of the finer groups make up each of the coarser ones; null when they overlap.</summary>
    public static Reassociation? Between(Reassociation coarse, Reassociation fine)
    {
        var (groups, next) = (new List<IEnumerable<int>>(), 0);
        foreach (var group in coarse.Groups)
        {
            var (last, members) = (group[group.Count - 1], new List<int>());
            while (next < fine.Count)
            {
                var end = fine[next][fine[next].Count - 1];
                if (end > last) return null;
                members.Add(next++);
                if (end == last) break;
            }

            groups.Add(members);
        }

        return Of(groups);
    }
}
