package revise

import (
	"daybook/generator/fields"
	"daybook/generator/frontmatter"
)

// Walk goes through the values of a header together with the fields that they
// are for: a list before its items, a group before what is in it. An item that
// stands alone for its list is visited as the list and as the item. key is nil
// for items. What no field is for is passed by.
func Walk(root *Node, known []fields.Field, visit func(key *Key, value *Node, field *fields.Field)) {
	for i, key := range root.Keys {
		if field := fields.Find(known, key.Name); field != nil {
			walkValue(key, root.Values[i], field, visit)
		}
	}
}

func walkValue(key *Key, n *Node, field *fields.Field, visit func(*Key, *Node, *fields.Field)) {
	visit(key, n, field)
	switch {
	case field.Type == fields.List && n.Form == frontmatter.Sequence:
		for _, item := range n.Values {
			walkValue(nil, item, field.Item, visit)
		}
	case field.Type == fields.List:
		walkValue(nil, n, field.Item, visit)
	case field.Type == fields.Table && n.Form == frontmatter.Mapping:
		for i, key := range n.Keys {
			walkValue(key, n.Values[i], field.Item, visit)
		}
	case field.Type == fields.Group && n.Form == frontmatter.Mapping:
		Walk(n, field.Fields, visit)
	case field.Type == fields.Group && n.Form == frontmatter.Scalar && field.Short != "":
		if short := fields.Find(field.Fields, field.Short); short != nil {
			visit(nil, n, short)
		}
	}
}
